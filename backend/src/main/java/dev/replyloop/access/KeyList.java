package dev.replyloop.access;

import java.util.List;

/** The keys that the caller may see. */
public record KeyList(List<KeyView> items) {}
