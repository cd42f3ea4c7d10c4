package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.TopicFilter;
import dev.replyloop.shared.problem.ProblemException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters that every analytics call takes, as they came. */
public class AnalyticsFilter {

    @RestQuery
    String from;

    @RestQuery
    String to;

    @RestQuery
    List<String> channel;

    @RestQuery
    List<String> model;

    @RestQuery
    List<String> reason;

    @RestQuery
    List<String> topic;

    @Context
    UriInfo uri;

    /** @throws ProblemException INVALID_REQUEST for the first value that can't be understood */
    AnalyticsQuery question(String zone) {
        Period period = Period.parse(from, to);
        if (period.from() != null && period.to() != null) {
            period.checked();
        }
        return new AnalyticsQuery(
                zone,
                period.from(),
                period.to(),
                QueryValues.filter("channel", channel, uri),
                QueryValues.filter("model", model, uri),
                QueryValues.filter("reason", reason, uri),
                TopicFilter.parse(topic, uri));
    }
}
