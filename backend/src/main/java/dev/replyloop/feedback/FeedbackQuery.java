package dev.replyloop.feedback;

import dev.replyloop.shared.Page;
import dev.replyloop.shared.Period;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.TopicFilter;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** A query for feedback from the filters that were given, newest first. */
public final class FeedbackQuery {

    /** Newer than any feedback. */
    private static final FeedbackCursor BEGINNING =
            new FeedbackCursor(Instant.parse("+10000-01-01T00:00:00Z"), new UUID(-1, -1));

    private static final String SIZES = SqlFile.read("feedback/sizes.sql");

    private final FeedbackSearch search;
    private FeedbackCursor start = BEGINNING;
    private boolean isFiltered;

    FeedbackQuery(String zone) {
        search = new FeedbackSearch(zone);
    }

    /** Keeps feedback on useful replies, or on the others; null keeps both. */
    public void useful(Boolean useful) {
        filter("useful", useful);
    }

    void period(Period period) {
        if (period.from() != null) {
            // Early enough in every zone; the reporting day, which SQL alone computes, then decides.
            search.with("earliest", period.from().minusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC));
            filter("fromDay", period.from());
        }
        filter("toDay", period.to());
    }

    /** Keeps feedback with one of these channels; '' stands for none. */
    void channelIn(String[] channels) {
        filter("channels", channels);
    }

    /** Keeps feedback on one of these models' replies; '' stands for none. */
    void modelIn(String[] models) {
        filter("models", models);
    }

    /** Keeps thumbs-down for one of these reasons; '' stands for none. */
    void reasonIn(String[] reasons) {
        filter("reasons", reasons);
    }

    /** Keeps feedback in one of these topics; null keeps all. */
    void topicIn(TopicFilter topics) {
        if (topics != null) {
            filter("topics", topics.idArray());
            filter("other", topics.other());
        }
    }

    /** Keeps feedback on one AI reply. */
    void reply(byte[] aiReplyId) {
        filter("reply", aiReplyId);
    }

    /** Keeps feedback on one customer message, by the helpdesk's id. */
    void agent(String agentId) {
        filter("agent", agentId);
    }

    void message(UUID messageId) {
        filter("onMessage", messageId);
    }

    /** Keeps overrides of one case, by its wording. */
    void overrideCase(String wording) {
        filter("wording", wording);
    }

    /** Keeps feedback whose texts hold every word of this one, as {@link SearchWords} parts them. */
    void containing(String text) {
        isFiltered = true;
        search.text(text);
    }

    /** Keeps feedback whose training prompt has one of these reviews; null keeps all. */
    public void reviewIn(String[] reviews) {
        filter("reviews", reviews);
    }

    /**
     * Keeps feedback whose training prompt nobody has looked at as it is now.
     *
     * @param share which of these
     * @param reviewer who asks
     */
    public void toReview(ToReview share, String reviewer) {
        filter("toReview", share.name());
        filter("reviewer", reviewer);
    }

    /** Which of the training prompts that wait for a review. */
    public enum ToReview {
        ALL,
        /** Those that no other reviewer has before them, and that this one did not pass over. */
        FREE,
        /** Those that no other reviewer has before them, and that this one did pass over. */
        SKIPPED
    }

    /** Goes on from an item of the last page. */
    public void after(FeedbackCursor cursor) {
        start = cursor;
    }

    /** Whether it has to look for what it shows. */
    public boolean isFiltered() {
        return isFiltered;
    }

    /**
     * @param limit how many at most
     * @return the newest first, each with its customer message, all of one snapshot; an INVALID_REQUEST problem where
     *     finding so few among so many would take too long
     */
    Uni<Page<Feedback>> page(int limit) {
        return page(limit, SIZES, FeedbackQuery::load);
    }

    /**
     * As {@link #page(int)}, of what stands beside feedback under its id.
     *
     * @param sizes a native query from {@code ids} to pairs of an id and its bytes
     * @param load gives the items of these ids, in the order of the list
     */
    public <T> Uni<Page<T>> page(int limit, String sizes, Function<List<UUID>, Uni<List<T>>> load) {
        return search.inOneSnapshot(() -> (isFiltered ? search.after(start, limit + 1) : newest(limit + 1))
                .flatMap(found -> Page.of(found, limit, sizes, load)));
    }

    /** @return the ids of the newest matches, so many at most; a problem as {@link #page(int)} has them */
    public Uni<List<UUID>> ids(int most) {
        return search.inOneSnapshot(() -> search.after(start, most));
    }

    private Uni<List<UUID>> newest(int count) {
        return Panache.getSession()
                .flatMap(session -> session.createSelectionQuery(
                                "select f.id from Feedback f"
                                        + " where f.occurredAt <= ?1 and (f.occurredAt < ?1 or f.id < ?2)"
                                        + " order by f.occurredAt desc, f.id desc",
                                UUID.class)
                        .setParameter(1, start.occurredAt())
                        .setParameter(2, start.id())
                        .setMaxResults(count)
                        .getResultList());
    }

    /**
     * @param most where to stop counting
     * @return how many match, counted no further than {@code most}; a problem as {@link #page(int)} has them
     */
    public Uni<Integer> count(int most) {
        return search.inOneSnapshot(() -> search.after(start, most).map(List::size));
    }

    /** What a row named feedback must fulfil for {@link #parameters()}, as further terms of its statement's WHERE. */
    public static final String CONDITIONS = FeedbackSearch.CONDITIONS;

    /**
     * The named parameters of {@link #CONDITIONS}; with patterns, pairedPatterns and plainPatterns as {@code search_finds}
     * takes them, null where no words are looked for.
     */
    public Uni<Map<String, Object>> parameters() {
        return search.conditions();
    }

    private void filter(String name, Object value) {
        if (value != null) {
            isFiltered = true;
            search.with(name, value);
        }
    }

    private static Uni<List<Feedback>> load(List<UUID> ids) {
        return Feedback.<Feedback>find(
                        "from Feedback f join fetch f.customerMessage where f.id in (?1)"
                                + " order by f.occurredAt desc, f.id desc",
                        ids)
                .list();
    }
}
