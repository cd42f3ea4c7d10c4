package dev.replyloop.analytics;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Set;

/**
 * What every analytics statement is asked for. In the filters, '' stands for "has none", and null for "all".
 *
 * @param zone the reporting zone
 * @param from the window's first day; null: 30 days up to its last
 * @param to the window's last day; null: today
 */
record AnalyticsQuestion(
        String zone, LocalDate from, LocalDate to, String[] channels, String[] models, String[] reasons) {

    /** The first six parameters of every analytics statement. */
    Tuple parameters() {
        return window().addValue(channels).addValue(models).addValue(reasons);
    }

    /** The first three of them, for a statement that asks for days alone. */
    Tuple window() {
        return Tuple.tuple().addValue(zone).addValue(from).addValue(to);
    }

    /** Whether a counter is one of those that are asked for. */
    boolean includes(String channel, String model, String reason) {
        return isAmong(channels, channel) && isAmong(models, model) && isAmong(reasons, reason);
    }

    private static boolean isAmong(String[] asked, String value) {
        return asked == null || Set.of(asked).contains(value);
    }
}
