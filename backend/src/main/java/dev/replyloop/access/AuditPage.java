package dev.replyloop.access;

import java.time.Instant;
import java.util.List;

/**
 * @param next {@code before} of the next page; null on the last
 */
public record AuditPage(List<AuditEntry> items, Instant next) {}
