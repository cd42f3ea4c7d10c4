package dev.replyloop.feedback;

import dev.replyloop.shared.Period;
import dev.replyloop.shared.TopicFilter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Builds the list's query from the filters that were given, newest first. */
final class FeedbackQuery {

    /** Where a match is frequent these hold a page of them, and no search is needed. */
    private static final int NEWEST = 500;

    /** Newer than any feedback. */
    private static final FeedbackCursor BEGINNING =
            new FeedbackCursor(Instant.parse("+10000-01-01T00:00:00Z"), new UUID(-1, -1));

    private static final int MOST_HOURS_OF_A_CLOCK_CHANGE = 3;

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    private final List<String> bounds = new ArrayList<>();
    private final List<String> filters = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final FeedbackSearch search;
    private final String zone;
    private FeedbackCursor start = BEGINNING;
    private boolean inTopics;

    FeedbackQuery(String zone) {
        this.zone = zone;
        search = new FeedbackSearch(zone);
    }

    void useful(Boolean useful) {
        if (useful != null) {
            filter("f.useful = :useful", "useful", useful);
            search.with("useful", useful);
        }
    }

    void period(Period period) {
        // Bounds that the index serves, wider than the period where clocks change at midnight: the reporting day, which
        // SQL alone computes, then decides.
        if (period.from() != null) {
            bounds.add("f.occurredAt >= function('timezone', :zone, cast(:earliest as LocalDateTime))");
            parameters.put("earliest", earliest(period.from()));
            filter("function('reporting_day', f.occurredAt, :zone) >= :from", "from", period.from());
            parameters.put("zone", zone);
            search.with("earliest", startOf(period.from().minusDays(2)));
            search.with("fromDay", period.from());
        }
        if (period.to() != null) {
            // Of a midnight that comes twice PostgreSQL takes the second.
            bounds.add("f.occurredAt < function('timezone', :zone, cast(:latest as LocalDateTime))");
            parameters.put("latest", period.to().plusDays(1).atStartOfDay());
            filter("function('reporting_day', f.occurredAt, :zone) <= :to", "to", period.to());
            parameters.put("zone", zone);
            search.with("toDay", period.to());
        }
    }

    /** Keeps feedback with one of these channels; '' stands for none. */
    void channelIn(String[] channels) {
        oneOf("channel", channels);
        search.with("channels", channels);
    }

    /** Keeps feedback on one of these models' replies; '' stands for none. */
    void modelIn(String[] models) {
        oneOf("model", models);
        search.with("models", models);
    }

    /** Keeps thumbs-down for one of these reasons; '' stands for none. */
    void reasonIn(String[] reasons) {
        if (reasons != null) {
            filters.add("not f.useful");
            oneOf("reason", reasons);
            search.with("reasons", reasons);
        }
    }

    /** Keeps feedback in one of these topics; null keeps all. */
    void topicIn(TopicFilter topics) {
        if (topics != null) {
            inTopics = true;
            search.with("topics", topics.idArray());
            search.with("other", topics.other());
        }
    }

    /** Keeps feedback on one AI reply. */
    void reply(byte[] aiReplyId) {
        filter("f.aiReplyId = :aiReplyId", "aiReplyId", aiReplyId);
        search.with("reply", aiReplyId);
    }

    /** Keeps feedback whose texts contain this one, in whatever case. */
    void containing(String text) {
        String pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
        filter(
                "(lower(m.message) like lower(:text) escape '\\' or lower(f.aiReply) like lower(:text) escape '\\'"
                        + " or lower(f.agentReply) like lower(:text) escape '\\')",
                "text",
                pattern);
        search.text(text, pattern);
    }

    void after(FeedbackCursor cursor) {
        bounds.add("f.occurredAt <= :lastAt and (f.occurredAt < :lastAt or f.id < :lastId)");
        parameters.put("lastAt", cursor.occurredAt());
        parameters.put("lastId", cursor.id());
        start = cursor;
    }

    /**
     * @param count how many at most
     * @return the newest first, each with its customer message, all of one snapshot; an INVALID_REQUEST problem where
     *     finding so few among so many would take too long
     */
    Uni<List<Feedback>> list(int count) {
        if (inTopics) {
            // The newest may well hold none of a topic's; its own index leads straight to them.
            return search.inOneSnapshot(() -> search.after(start, count));
        }
        if (filters.isEmpty()) {
            return Panache.withSession(() -> newest(count));
        }
        return search.inOneSnapshot(() -> lookedAt().flatMap(end -> {
            if (end == null) {
                return newest(count);
            }
            bounds.add("(f.occurredAt > :endAt or f.occurredAt = :endAt and f.id >= :endId)");
            parameters.put("endAt", end.occurredAt());
            parameters.put("endId", end.id());
            return newest(count)
                    .flatMap(found -> found.size() == count
                            ? Uni.createFrom().item(found)
                            : search.after(end, count - found.size()).map(older -> {
                                List<Feedback> all = new ArrayList<>(found);
                                all.addAll(older);
                                return all;
                            }));
        }));
    }

    private Uni<List<Feedback>> newest(int count) {
        List<String> conditions = new ArrayList<>(bounds);
        conditions.addAll(filters);
        return Feedback.<Feedback>find(
                        "from Feedback f join fetch f.customerMessage m" + where(conditions)
                                + " order by f.occurredAt desc, f.id desc",
                        parameters)
                .range(0, count - 1)
                .list();
    }

    /** The last of the newest feedback, whatever the filters; null where there is less than that. */
    private Uni<FeedbackCursor> lookedAt() {
        Map<String, Object> bounding = new HashMap<>(parameters);
        bounding.keySet().retainAll(List.of("zone", "earliest", "latest", "lastAt", "lastId"));
        return Feedback.find(
                        "select f.occurredAt as occurredAt, f.id as id from Feedback f" + where(bounds)
                                + " order by f.occurredAt desc, f.id desc",
                        bounding)
                .project(FeedbackCursor.class)
                .range(NEWEST - 1, NEWEST - 1)
                .firstResult();
    }

    private void filter(String condition, String name, Object value) {
        filters.add(condition);
        parameters.put(name, value);
    }

    private void oneOf(String field, String[] values) {
        if (values != null) {
            filter("coalesce(cast(f." + field + " as string), '') in (:" + field + ")", field, Arrays.asList(values));
        }
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static LocalDateTime earliest(LocalDate from) {
        // The driver writes no year before the first, and nothing is stored from one.
        return from.equals(FIRST_DAY)
                ? from.atStartOfDay()
                : from.atStartOfDay().minusHours(MOST_HOURS_OF_A_CLOCK_CHANGE);
    }

    private static Instant startOf(LocalDate day) {
        return day.atTime(LocalTime.MIN).toInstant(ZoneOffset.UTC);
    }
}
