package dev.replyloop.feedback;

import dev.replyloop.access.Caller;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** The filters on feedback, as they came. */
public class FeedbackFilter {

    @RestQuery
    String useful;

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

    @RestQuery
    String aiReplyId;

    @RestQuery
    String messageId;

    @RestQuery
    String agentId;

    @RestQuery
    String overrideCase;

    @RestQuery
    String q;

    /** The framework drops empty values, which say something: here they stand. */
    @Context
    protected UriInfo uri;

    @Context
    RoutingContext routing;

    /**
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood; NOT_ALLOWED as {@link FeedbackCriteria#checkedFor}
     */
    public FeedbackCriteria criteria() {
        return new FeedbackCriteria(
                        QueryValues.bool("useful", useful),
                        from,
                        to,
                        FeedbackCriteria.list(QueryValues.filter("channel", channel, uri)),
                        FeedbackCriteria.list(QueryValues.filter("model", model, uri)),
                        FeedbackCriteria.list(QueryValues.filter("reason", reason, uri)),
                        FeedbackCriteria.list(QueryValues.filter("topic", topic, uri)),
                        aiReplyId,
                        messageId,
                        agentId,
                        overrideCase,
                        q)
                .checkedFor(Caller.of(routing));
    }

    /**
     * @param zone the reporting one
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood
     */
    FeedbackQuery query(String zone) {
        return criteria().query(zone);
    }
}
