package dev.replyloop.feedback;

import dev.replyloop.shared.Period;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the list's query from the filters that were given, newest first. */
final class FeedbackQuery {

    private final String zone;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    FeedbackQuery(String zone) {
        this.zone = zone;
    }

    void useful(Boolean useful) {
        if (useful != null) {
            conditions.add("f.useful = :useful");
            parameters.put("useful", useful);
        }
    }

    void period(Period period) {
        if (period.from() != null) {
            // Two days wide lets the index serve; the reporting day, which SQL alone computes, then decides.
            conditions.add("f.occurredAt >= :earliest and function('reporting_day', f.occurredAt, :zone) >= :from");
            parameters.put("earliest", startOf(period.from().minusDays(2)));
            parameters.put("from", period.from());
            parameters.put("zone", zone);
        }
        if (period.to() != null) {
            conditions.add("f.occurredAt < :latest and function('reporting_day', f.occurredAt, :zone) <= :to");
            parameters.put("latest", startOf(period.to().plusDays(3)));
            parameters.put("to", period.to());
            parameters.put("zone", zone);
        }
    }

    /** Keeps feedback whose field has one of these values; '' stands for none. */
    void oneOf(String field, String[] values) {
        if (values != null) {
            conditions.add("coalesce(cast(f." + field + " as string), '') in (:" + field + ")");
            parameters.put(field, Arrays.asList(values));
        }
    }

    /** Keeps thumbs-down for one of these reasons; '' stands for none. */
    void reasonIn(String[] reasons) {
        if (reasons != null) {
            conditions.add("not f.useful");
            oneOf("reason", reasons);
        }
    }

    void aiReply(byte[] aiReplyId) {
        conditions.add("f.aiReplyId = :aiReplyId");
        parameters.put("aiReplyId", aiReplyId);
    }

    void containing(String text) {
        conditions.add("(lower(m.message) like lower(:text) escape '!' or lower(f.aiReply) like lower(:text) escape '!'"
                + " or lower(f.agentReply) like lower(:text) escape '!')");
        parameters.put("text", "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
    }

    void after(FeedbackCursor cursor) {
        conditions.add("f.occurredAt <= :lastAt and (f.occurredAt < :lastAt or f.id < :lastId)");
        parameters.put("lastAt", cursor.occurredAt());
        parameters.put("lastId", cursor.id());
    }

    /**
     * @param count how many at most
     * @return the newest first, each with its customer message
     */
    Uni<List<Feedback>> list(int count) {
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return Feedback.<Feedback>find(
                        "from Feedback f join fetch f.customerMessage m" + where
                                + " order by f.occurredAt desc, f.id desc",
                        parameters)
                .range(0, count - 1)
                .list();
    }

    private static Instant startOf(LocalDate day) {
        return day.atTime(LocalTime.MIN).toInstant(ZoneOffset.UTC);
    }
}
