package dev.replyloop.analytics;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.problem.ProblemException;
import io.vertx.mutiny.sqlclient.Tuple;
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

    /**
     * The first six parameters of every analytics statement.
     *
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood
     */
    Tuple parameters(String zone) {
        Period period = Period.parse(from, to);
        if (period.from() != null && period.to() != null) {
            period.checked();
        }
        return Tuple.tuple()
                .addValue(zone)
                .addValue(period.from())
                .addValue(period.to())
                .addValue(QueryValues.filter("channel", channel))
                .addValue(QueryValues.filter("model", model))
                .addValue(QueryValues.filter("reason", reason));
    }
}
