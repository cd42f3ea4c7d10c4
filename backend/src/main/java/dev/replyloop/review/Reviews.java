package dev.replyloop.review;

import dev.replyloop.access.Caller;
import dev.replyloop.shared.Blank;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.training.Review;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores what reviewers decide. */
@ApplicationScoped
class Reviews {

    /** The prompts first: who reviews one holds it, and then sees what others decided before. */
    private static final String LOCK = "SELECT FROM training_prompts WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE";

    private static final String STORE = SqlFile.read("review/store-reviews.sql");

    private final Pool pool;

    Reviews(Pool pool) {
        this.pool = pool;
    }

    /**
     * A training prompt to be reviewed.
     *
     * @param revisions those that were looked at; null: whichever it has by now
     */
    record Target(UUID id, String revision) {}

    /**
     * @param targets each id once
     * @param reply as {@link ReviewChange} has it
     * @return of each target, in their order, why it could not be done; empty where it was
     */
    Uni<List<Optional<ProblemException>>> store(
            List<Target> targets, Review review, String note, String reply, Caller caller) {
        UUID[] ids = targets.stream().map(Target::id).toArray(UUID[]::new);
        Tuple values = Tuple.tuple()
                .addValue(ids)
                .addValue(targets.stream().map(Target::revision).toArray(String[]::new))
                .addValue(review.name())
                .addValue(blankAsNone(note))
                .addValue(blankAsNone(reply))
                .addValue(caller.name())
                .addValue(Reviewer.of(caller, null).person());
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(ids))
                .flatMap(locked -> connection.preparedQuery(STORE).execute(values))
                .map(rows -> {
                    List<Optional<ProblemException>> results = new ArrayList<>();
                    rows.forEach(row -> results.add(Optional.ofNullable(problem(row))));
                    return results;
                }));
    }

    private static ProblemException problem(Row row) {
        if (!row.getBoolean("is_found")) {
            return ProblemException.notFound("training prompt", row.getUUID("id"));
        }
        if (!row.getBoolean("is_current")) {
            return ProblemException.of(
                    ProblemType.CHANGED_MEANWHILE,
                    "Somebody reviewed it, or the agent changed the verdict, after it was looked at.");
        }
        return row.getBoolean("takes_reply")
                ? null
                : ProblemException.invalid("reply", "must be left out: the AI reply was useful, and is taught itself");
    }

    private static String blankAsNone(String text) {
        return text != null && Blank.isBlank(text) ? "" : text;
    }
}
