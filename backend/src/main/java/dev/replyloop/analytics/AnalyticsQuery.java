package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.TopicFilter;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * What every analytics statement is asked for. In the filters, '' stands for "has none", and null for "all".
 *
 * @param zone the reporting zone
 * @param from the window's first day; null: 30 days up to its last
 * @param to the window's last day; null: today
 * @param topics null: all, and feedback that is in none
 */
record AnalyticsQuery(
        String zone,
        LocalDate from,
        LocalDate to,
        String[] channels,
        String[] models,
        String[] reasons,
        TopicFilter topics) {

    /** What tells one question about the days' counters from another; the zone is always the same one. */
    record Key(LocalDate from, LocalDate to, List<String> channels, List<String> models, List<String> reasons) {}

    Key key() {
        return new Key(from, to, list(channels), list(models), list(reasons));
    }

    private static List<String> list(String[] values) {
        return values == null ? null : List.of(values);
    }

    /** The first six parameters of the statements that look at single rejections. */
    Tuple parameters() {
        return window().addValue(channels).addValue(models).addValue(reasons);
    }

    /** The first eight parameters of the statements that look at feedback in its topics: the last two say in which. */
    Tuple topicParameters() {
        return withTopics(parameters());
    }

    /** The same for a window whose ends are known by now. */
    Tuple topicParametersOver(Period window) {
        return new AnalyticsQuery(zone, window.from(), window.to(), channels, models, reasons, topics)
                .topicParameters();
    }

    /** The first five parameters of a statement that asks for days of topics. */
    Tuple topicWindow() {
        return withTopics(window());
    }

    private Tuple withTopics(Tuple parameters) {
        return topics == null
                ? parameters.addValue(null).addValue(null)
                : parameters.addValue(topics.idArray()).addValue(topics.other());
    }

    /** The first three of them: all that a statement needs that asks for days. */
    Tuple window() {
        return Tuple.tuple().addValue(zone).addValue(from).addValue(to);
    }

    /** Whether a counter is one of those that are asked for; one that knows no reason is asked for by none. */
    boolean includes(String channel, String model, String reason) {
        return isAmong(channels, channel)
                && isAmong(models, model)
                && (reason == null ? reasons == null : isAmong(reasons, reason));
    }

    private static boolean isAmong(String[] asked, String value) {
        return asked == null || Arrays.asList(asked).contains(value);
    }
}
