package dev.replyloop.topics.worker;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.feedback.IngestActivity;
import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.topics.SentenceModel;
import dev.replyloop.topics.TopicFailures;
import dev.replyloop.topics.TopicsConfig;
import dev.replyloop.topics.clustering.TopicSettings;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The thread on which one instance at a time works on the topics. The one that gets the advisory lock reads where things stand
 * and goes on from there; when it stops, or loses its connection, another does. All that is half done is rolled back.
 */
@ApplicationScoped
public class TopicWorker {

    private static final Logger LOG = Logger.getLogger(TopicWorker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final long LAST_STEP_MILLIS = 5_000;
    private static final String ERASED = "replyloop_erased";

    private final Pool pool;
    private final IngestActivity intake;
    private final TopicsConfig config;
    private final SentenceModel sentenceModel;
    private final TopicFailures failures;
    private final boolean isCommand;

    private volatile boolean stopping;
    private volatile Thread thread;
    private volatile EmbeddingModel model;

    TopicWorker(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            IngestActivity intake,
            TopicsConfig config,
            SentenceModel sentenceModel,
            TopicFailures failures,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.intake = intake;
        this.config = config;
        this.sentenceModel = sentenceModel;
        this.failures = failures;
        this.isCommand = isCommand;
    }

    void start(@Observes StartupEvent started) {
        if (!config.enabled() || isCommand) {
            return;
        }
        TopicSettings settings = settings();
        model = sentenceModel.get();
        thread = new Thread(() -> run(settings), "topics");
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            running.join(LAST_STEP_MILLIS);
            // Whatever the thread, or a regrouping, is still at: it computes no vector any more.
            model.close();
        }
    }

    private TopicSettings settings() {
        try {
            return new TopicSettings(config.granularity(), config.latest(), config.threads());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "replyloop.topics: granularity lies between 0 and 1, latest and threads are at least 1.");
        }
    }

    /** Whatever is thrown, the thread goes on: nobody else would. */
    private void run(TopicSettings settings) {
        long pause = PAUSE_MILLIS;
        while (!stopping) {
            try {
                work(settings);
                pause = PAUSE_MILLIS;
            } catch (InterruptedException e) {
                LOG.debug("Stopped", e);
                return;
            } catch (RuntimeException | Error e) {
                failures.failed(e, stopping);
                // A library that can't be loaded won't be in a second: the log and the processor are spared.
                pause = e instanceof Error ? Math.min(2 * pause, LONGEST_PAUSE_MILLIS) : PAUSE_MILLIS;
            }
            if (!pause(pause)) {
                return;
            }
        }
    }

    /** Works until it is stopped or fails; returns at once where another instance is at it. */
    private void work(TopicSettings settings) throws InterruptedException {
        SqlConnection connection = pool.getConnection().await().atMost(PATIENCE);
        try {
            TopicRepository repository = new TopicRepository(connection, model.id());
            if (!repository.becomeWorker()) {
                return;
            }
            try (TopicPipeline pipeline = new TopicPipeline(repository, model, settings, intake)) {
                PgConnection.cast(connection.getDelegate())
                        .notificationHandler(erased -> pipeline.forget(UUID.fromString(erased.getPayload())));
                connection.query("LISTEN " + ERASED).execute().await().atMost(PATIENCE);
                pipeline.begin();
                while (!stopping) {
                    boolean more = pipeline.step();
                    failures.succeeded();
                    if (!more) {
                        Thread.sleep(PAUSE_MILLIS / 2);
                    }
                }
            }
        } finally {
            giveBack(connection);
        }
    }

    /** The pool keeps connections open: what hangs on this one must go before it serves somebody else. */
    private static void giveBack(SqlConnection connection) {
        try {
            connection
                    .query("ROLLBACK; UNLISTEN *; SELECT pg_advisory_unlock_all()")
                    .execute()
                    .await()
                    .atMost(PATIENCE);
            PgConnection.cast(connection.getDelegate()).notificationHandler(null);
        } catch (RuntimeException e) {
            LOG.debug("The connection is gone, and its locks with it", e);
        } finally {
            connection.closeAndForget();
        }
    }

    /** @return whether it was not interrupted */
    private static boolean pause(long millis) {
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
