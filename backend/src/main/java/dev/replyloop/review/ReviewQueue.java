package dev.replyloop.review;

import dev.replyloop.feedback.FeedbackCount;
import dev.replyloop.feedback.FeedbackCriteria;
import dev.replyloop.feedback.FeedbackDetail;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.feedback.FeedbackQuery.ToReview;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.ReadBulkhead;
import dev.replyloop.shared.database.ReadBulkhead.Kind;
import dev.replyloop.training.Review;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Gives each reviewer the training prompt that is most worth a look, and nobody else the same one meanwhile: corrections before
 * the rest; of these the topics that fail most first; in a topic what was not taught yet, what was rejected most often, the
 * newest. What a reviewer passed over comes last.
 */
@ApplicationScoped
class ReviewQueue {

    private static final String TOPICS = SqlFile.read("review/failing-topics.sql");
    private static final String BY_WORTH = SqlFile.read("review/by-worth.sql");
    private static final String RESERVE = SqlFile.read("review/reserve.sql");
    private static final String SKIP = SqlFile.read("review/skip.sql");
    private static final String PROGRESS = SqlFile.read("review/progress.sql");

    /** Of so many of a topic the most worthy is given. */
    private static final int CANDIDATES = 100;

    private final Pool pool;
    private final ReadBulkhead reads;
    private final ReportingZone zone;

    ReviewQueue(Pool pool, ReadBulkhead reads, ReportingZone zone) {
        this.pool = pool;
        this.reads = reads;
        this.zone = zone;
    }

    private record Reserved(FeedbackDetail item, Instant until) {

        static final Reserved NOTHING = new Reserved(null, null);
    }

    /**
     * @param skip what the reviewer passes over, or null
     * @param beside what the reviewer has at hand already, and is not given again
     * @return the next one, reserved for the reviewer; fails with INVALID_REQUEST for filters that can't be understood
     */
    Uni<ReviewItem> next(FeedbackCriteria filters, UUID skip, Set<UUID> beside, Reviewer reviewer) {
        FeedbackQuery all = waiting(filters, ToReview.ALL, reviewer);
        Uni<?> skipped = skip == null
                ? Uni.createFrom().voidItem()
                : pool.preparedQuery(SKIP).execute(Tuple.of(skip, reviewer.window()));
        return skipped.flatMap(done -> reads.read(Kind.SEARCH, () -> FeedbackCount.of(all)))
                // Where nothing waits, no topic has to be looked through for it.
                .flatMap(left -> (left.count() == 0
                                ? Uni.createFrom().item(Reserved.NOTHING)
                                : reserveFirst(filters, beside, reviewer))
                        .flatMap(reserved -> pool.preparedQuery(PROGRESS)
                                .execute(Tuple.of(reviewer.window(), reviewer.person(), zone.id()))
                                .map(RowSet::iterator)
                                .map(rows -> item(reserved, left, rows.next()))));
    }

    private static ReviewItem item(Reserved reserved, FeedbackCount left, Row progress) {
        return new ReviewItem(
                reserved.item,
                reserved.until,
                left,
                progress.getInteger("reserved_by_others"),
                progress.getInteger("done_today"));
    }

    private FeedbackQuery waiting(FeedbackCriteria filters, ToReview share, Reviewer reviewer) {
        FeedbackQuery query = filters.query(zone.id());
        query.toReview(share, reviewer.window());
        return query;
    }

    private Uni<Reserved> reserveFirst(FeedbackCriteria filters, Set<UUID> beside, Reviewer reviewer) {
        return parts(filters)
                .flatMap(parts -> Multi.createFrom()
                        .iterable(parts)
                        .onItem()
                        .transformToUniAndConcatenate(part -> reads.read(
                                        Kind.LIST,
                                        () -> waiting(part.filters, part.share, reviewer)
                                                .ids(CANDIDATES))
                                .flatMap(ids -> reserveOne(without(ids, beside), reviewer)))
                        .filter(reserved -> reserved != Reserved.NOTHING)
                        .toUni()
                        .map(reserved -> reserved == null ? Reserved.NOTHING : reserved));
    }

    /** A part of what waits, and the share of it that is looked at. */
    private record Part(FeedbackCriteria filters, ToReview share) {}

    /** What waits, in parts: the most worthy first, and at the end all of it, so that nothing is forgotten. */
    private Uni<List<Part>> parts(FeedbackCriteria filters) {
        boolean mayBeCorrections = !Boolean.TRUE.equals(filters.useful());
        Uni<List<String>> topics = filters.topic() == null && mayBeCorrections
                ? pool.preparedQuery(TOPICS).execute(Tuple.of(zone.id())).map(ReviewQueue::ids)
                : Uni.createFrom().item(List.of());
        return topics.map(failing -> {
            List<Part> parts = new ArrayList<>();
            failing.forEach(
                    topic -> parts.add(new Part(filters.withUseful(false).withTopic(topic), ToReview.FREE)));
            if (mayBeCorrections) {
                parts.add(new Part(filters.withUseful(false), ToReview.FREE));
            }
            parts.add(new Part(filters, ToReview.FREE));
            parts.add(new Part(filters, ToReview.SKIPPED));
            return parts;
        });
    }

    private static List<String> ids(RowSet<Row> rows) {
        List<String> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID("topic_id").toString()));
        return ids;
    }

    private static List<UUID> without(List<UUID> ids, Set<UUID> beside) {
        return ids.stream().filter(id -> !beside.contains(id)).toList();
    }

    private Uni<Reserved> reserveOne(List<UUID> ids, Reviewer reviewer) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Reserved.NOTHING);
        }
        return pool.preparedQuery(BY_WORTH)
                .execute(Tuple.of(ids.toArray(UUID[]::new), reviewer.window()))
                .flatMap(rows -> Multi.createFrom()
                        .iterable(rows)
                        .onItem()
                        .transformToUniAndConcatenate(row -> reserve(row.getUUID("id"), reviewer))
                        .filter(reserved -> reserved != Reserved.NOTHING)
                        .toUni())
                .map(reserved -> reserved == null ? Reserved.NOTHING : reserved);
    }

    /** @return NOTHING where another was quicker: who reserved it, or has reviewed it by now */
    private Uni<Reserved> reserve(UUID id, Reviewer reviewer) {
        return pool.preparedQuery(RESERVE)
                .execute(Tuple.of(id, reviewer.window()))
                .flatMap(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().item(Reserved.NOTHING)
                        : FeedbackDetail.find(id)
                                .map(detail -> isWaiting(detail)
                                        ? new Reserved(
                                                detail,
                                                rows.iterator()
                                                        .next()
                                                        .getOffsetDateTime("reserved_until")
                                                        .toInstant())
                                        : Reserved.NOTHING));
    }

    private static boolean isWaiting(FeedbackDetail detail) {
        return detail != null
                && (detail.trainingPrompt().review() == Review.PENDING
                        || detail.trainingPrompt().changedSinceReview());
    }
}
