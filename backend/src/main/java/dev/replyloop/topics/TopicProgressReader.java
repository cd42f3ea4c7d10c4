package dev.replyloop.topics;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.topics.TopicProgress.Phase;
import dev.replyloop.topics.clustering.ClusteringSchedule;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells where the topics stand, whichever instance works on them. */
@ApplicationScoped
public class TopicProgressReader {

    private static final String PROGRESS = SqlFile.read("topics/progress.sql");
    private static final long MAX_WAITING = 100_000;

    private final boolean enabled;
    private final boolean usesBundledModel;
    private final TopicFailures failures;

    TopicProgressReader(
            @ConfigProperty(name = "replyloop.topics.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "replyloop.topics.model.file") Optional<Path> modelFile,
            TopicFailures failures) {
        this.enabled = enabled;
        this.usesBundledModel = modelFile.isEmpty();
        this.failures = failures;
    }

    /** @param client in the transaction whose snapshot is read, or any */
    public Uni<TopicProgress> read(SqlClient client) {
        return client.preparedQuery(PROGRESS)
                .execute(Tuple.of((long) ClusteringSchedule.FIRST, MAX_WAITING + 1))
                .map(rows -> progress(rows.iterator().next()));
    }

    private TopicProgress progress(Row row) {
        OffsetDateTime regroupedAt = row.getOffsetDateTime("regrouped_at");
        long waiting = row.getLong("waiting");
        return new TopicProgress(
                phase(row.getBoolean("is_regrouping"), regroupedAt != null),
                row.getLong("messages"),
                ClusteringSchedule.FIRST,
                Math.min(waiting, MAX_WAITING),
                waiting > MAX_WAITING,
                regroupedAt == null ? null : regroupedAt.toInstant(),
                usesBundledModel ? row.getDouble("foreign_share") : null,
                failures.reason());
    }

    private Phase phase(boolean isRegrouping, boolean wasRegrouped) {
        if (!enabled) {
            return Phase.OFF;
        }
        if (isRegrouping) {
            return Phase.REGROUPING;
        }
        return wasRegrouped ? Phase.READY : Phase.LEARNING;
    }
}
