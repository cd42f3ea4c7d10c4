package dev.replyloop.access;

import java.util.List;

/** Everybody who may sign in. */
public record People(List<Person> items) {}
