package dev.replyloop.feedback;

import dev.replyloop.shared.Blank;
import dev.replyloop.shared.Period;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.TopicFilter;
import dev.replyloop.shared.problem.ProblemException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
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
    String overrideCase;

    @RestQuery
    String q;

    @Context
    UriInfo uri;

    private static final int SEARCH_MAX = 200;
    private static final Pattern WORDING = Pattern.compile("[0-9a-f]{32}");

    /**
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood
     */
    FeedbackQuery query(String zone) {
        FeedbackQuery query = new FeedbackQuery(zone);
        query.useful(QueryValues.bool("useful", useful));
        query.period(Period.parse(from, to));
        query.channelIn(QueryValues.filter("channel", channel, uri));
        query.modelIn(QueryValues.filter("model", model, uri));
        query.reasonIn(QueryValues.filter("reason", reason, uri));
        query.topicIn(TopicFilter.parse(topic, uri));
        if (aiReplyId != null) {
            query.reply(sha256(aiReplyId));
        }
        if (messageId != null) {
            query.message(QueryValues.uuid("messageId", messageId));
        }
        if (overrideCase != null) {
            query.overrideCase(overrideCase(overrideCase));
        }
        if (q != null && !Blank.isBlank(QueryValues.storable("q", q, SEARCH_MAX))) {
            query.containing(q);
        }
        return query;
    }

    private static String overrideCase(String wording) {
        if (!WORDING.matcher(wording).matches()) {
            throw ProblemException.invalid("overrideCase", "must be 32 hexadecimal digits in lower case");
        }
        return wording;
    }

    private static byte[] sha256(String hex) {
        try {
            byte[] bytes = HexFormat.of().parseHex(hex);
            if (bytes.length == 32) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, with what was expected.
        }
        throw ProblemException.invalid("aiReplyId", "must be 64 hexadecimal digits");
    }
}
