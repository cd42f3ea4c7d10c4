package dev.replyloop.export;

import dev.replyloop.feedback.FeedbackFilter;
import dev.replyloop.shared.QueryValues;
import org.jboss.resteasy.reactive.RestQuery;

/** Which feedback is taken along, and how. As it came. */
public class FeedbackExportFilter extends FeedbackFilter {

    @RestQuery
    String masked;

    boolean isMasked() {
        return !Boolean.FALSE.equals(QueryValues.bool("masked", masked));
    }
}
