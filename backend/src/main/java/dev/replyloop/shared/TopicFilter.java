package dev.replyloop.shared;

import dev.replyloop.shared.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Which topics a call asks for.
 *
 * @param ids feedback in one of these
 * @param other whether feedback in no topic is asked for too
 */
public record TopicFilter(List<UUID> ids, boolean other) {

    public TopicFilter {
        ids = List.copyOf(ids);
    }

    /**
     * Reads the {@code topic} of a query.
     *
     * @param values as the framework gave them
     * @param query where they stand: the framework drops empty ones, which say "in no topic"
     * @return null where the query names none: feedback whatever its topic
     * @throws ProblemException INVALID_REQUEST where one is no UUID
     */
    public static TopicFilter parse(List<String> values, UriInfo query) {
        return of(QueryValues.filter("topic", values, query));
    }

    /**
     * @param named ids of topics, "" for feedback in none; null where none is named
     * @return null where none is named: feedback whatever its topic
     * @throws ProblemException INVALID_REQUEST where one is no UUID
     */
    public static TopicFilter of(String[] named) {
        return named == null
                ? null
                : new TopicFilter(
                        Arrays.stream(named)
                                .filter(value -> !value.isEmpty())
                                .map(value -> QueryValues.uuid("topic", value))
                                .toList(),
                        Arrays.asList(named).contains(""));
    }

    /** {@link #ids} as statements take them. */
    public UUID[] idArray() {
        return ids.toArray(UUID[]::new);
    }
}
