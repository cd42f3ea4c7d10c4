package dev.replyloop.analytics;

import java.time.LocalDate;

/** The feedback of one reporting day. */
public record DailyCount(LocalDate date, long useful, long total) {}
