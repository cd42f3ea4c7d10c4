package dev.replyloop.feedback;

import dev.replyloop.access.Caller;
import dev.replyloop.shared.Blank;
import dev.replyloop.shared.Period;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.TopicFilter;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which feedback is asked for; what is null filters nothing. Of several values of one filter one must hold, and an empty one
 * stands for "has none".
 *
 * @param from the first reporting day, such as 2026-03-01
 * @param to the last one
 * @param topic ids of topics
 * @param aiReplyId the AI reply's SHA-256 in hexadecimal digits
 * @param messageId the helpdesk's id of the customer message
 * @param agentId the helpdesk's name for the agent who gave the verdict
 * @param overrideCase the wording of an override case
 * @param q words to be found
 */
public record FeedbackCriteria(
        Boolean useful,
        String from,
        String to,
        List<String> channel,
        List<String> model,
        List<String> reason,
        List<String> topic,
        String aiReplyId,
        String messageId,
        String agentId,
        String overrideCase,
        String q) {

    /** Feedback of every kind. */
    public static final FeedbackCriteria ALL =
            new FeedbackCriteria(null, null, null, null, null, null, null, null, null, null, null, null);

    private static final int SEARCH_MAX = 200;
    private static final int AGENT_MAX = 100;
    private static final Pattern WORDING = Pattern.compile("[0-9a-f]{32}");

    /**
     * @param zone the reporting one
     * @return the query for what is asked for
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood
     */
    public FeedbackQuery query(String zone) {
        FeedbackQuery query = new FeedbackQuery(zone);
        query.useful(useful);
        query.period(Period.parse(from, to));
        query.channelIn(QueryValues.filter("channel", channel));
        query.modelIn(QueryValues.filter("model", model));
        query.reasonIn(QueryValues.filter("reason", reason));
        query.topicIn(TopicFilter.of(QueryValues.filter("topic", topic)));
        if (aiReplyId != null) {
            query.reply(sha256(aiReplyId));
        }
        if (messageId != null) {
            query.message(QueryValues.uuid("messageId", messageId));
        }
        if (agentId != null) {
            query.agent(QueryValues.storable("agentId", agentId, AGENT_MAX));
        }
        if (overrideCase != null) {
            query.overrideCase(checkedCase());
        }
        if (q != null && !Blank.isBlank(QueryValues.storable("q", q, SEARCH_MAX))) {
            query.containing(q);
        }
        return query;
    }

    /**
     * The same, for a caller who may ask for it.
     *
     * @throws ProblemException NOT_ALLOWED where one who sees agents by pseudonyms alone looks for an agent
     */
    public FeedbackCriteria checkedFor(Caller caller) {
        if (agentId != null && !caller.isAdmin()) {
            throw ProblemException.of(
                    ProblemType.NOT_ALLOWED, "Only an admin may look for one agent's verdicts. Ask one of yours.");
        }
        return this;
    }

    /** The same, of useful or of other replies alone. */
    public FeedbackCriteria withUseful(Boolean other) {
        return new FeedbackCriteria(
                other, from, to, channel, model, reason, topic, aiReplyId, messageId, agentId, overrideCase, q);
    }

    /** The same in one topic alone; "" for in none. */
    public FeedbackCriteria withTopic(String other) {
        return new FeedbackCriteria(
                useful,
                from,
                to,
                channel,
                model,
                reason,
                List.of(other),
                aiReplyId,
                messageId,
                agentId,
                overrideCase,
                q);
    }

    static List<String> list(String[] values) {
        return values == null ? null : Arrays.asList(values);
    }

    private String checkedCase() {
        if (!WORDING.matcher(overrideCase).matches()) {
            throw ProblemException.invalid("overrideCase", "must be 32 hexadecimal digits in lower case");
        }
        return overrideCase;
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
