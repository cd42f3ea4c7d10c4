package dev.replyloop.feedback;

import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.problem.ProblemException;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters of the feedback list, as they came: its filters, and which page. */
public class FeedbackPageFilter extends FeedbackFilter {

    @RestQuery
    String cursor;

    @RestQuery
    String limit;

    /**
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood
     */
    @Override
    FeedbackQuery query(String zone) {
        FeedbackQuery query = super.query(zone);
        if (cursor != null) {
            query.after(FeedbackCursor.decode(cursor));
        }
        return query;
    }

    int limit() {
        return QueryValues.limit(limit);
    }
}
