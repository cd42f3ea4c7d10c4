package dev.replyloop.topics;

import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.testing.Callers;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.topics.clustering.Topic;
import dev.replyloop.topics.clustering.TopicSettings;
import dev.replyloop.topics.worker.TopicPipeline;
import dev.replyloop.topics.worker.TopicRepository;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A regrouping that read its messages before one of them was erased does not write the erased words back. */
@QuarkusTest
@TestProfile(ErasureBesideRegroupingTest.OwnDatabase.class)
@QuarkusTestResource(PostgresResource.class)
class ErasureBesideRegroupingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String RARE = "Zwillingsbruder";
    private static final List<String> SUBJECTS = List.of(
            "My parcel has not arrived and the tracking page says nothing",
            "I can not sign in, my password is refused every time",
            "The invoice for my last order has the wrong address on it",
            "How do I send a pair of shoes back and get my money",
            "Please cancel my monthly subscription at the end of the term");

    /** Regrouping looks at everything there is, so no other test's messages may be there. */
    public static final class OwnDatabase implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.topics.enabled", "false");
        }
    }

    @Inject
    Database database;

    @Inject
    @ReactiveDataSource(BackgroundPool.NAME)
    Pool pool;

    private final HeldModel model = new HeldModel();
    private SqlConnection connection;
    private TopicRepository repository;

    @BeforeEach
    void startWithNothing() throws SQLException {
        Callers.sql("TRUNCATE customer_messages, topics, topic_daily CASCADE");
        database.query("UPDATE topic_progress SET changed_in = DEFAULT, feedback_id = DEFAULT, reworded_in = DEFAULT,"
                + " message_id = DEFAULT, regrouped_messages = 0, regrouped_at = NULL");
        connection = pool.getConnection().await().atMost(PATIENCE);
        repository = new TopicRepository(connection, model.id());
        repository.startWithModel();
    }

    @AfterEach
    void giveBack() {
        model.close();
        connection.closeAndForget();
    }

    @Test
    void wordsOfAMessageErasedWhileTopicsAreNamedAreNotStored() throws Exception {
        List<NewFeedbackBuilder> rare = IntStream.range(0, 40)
                .mapToObj(i -> override().with("message", "The violin of my " + RARE + " is out of tune, concert " + i))
                .toList();
        rare.forEach(feedback -> taken(feedback));
        postOthers(260);
        try (TopicPipeline pipeline = work(TopicSettings.DEFAULT)) {
            workUntil(pipeline, model::isHeld);
            rare.forEach(feedback -> erase(feedback.messageId()));
            model.letGo.countDown();
            workUntil(pipeline, this::isRegrouped);
            assertFalse(String.join(", ", names()).contains(RARE), () -> names().toString());
        }
    }

    @Test
    void topicsThatTheErasedMessageSaidNothingInKeepTheirNames() throws Exception {
        NewFeedbackBuilder one = override().with("message", SUBJECTS.get(0) + ", order 1000");
        taken(one);
        postOthers(299);
        try (TopicPipeline pipeline = work(TopicSettings.DEFAULT)) {
            workUntil(pipeline, model::isHeld);
            erase(one.messageId());
            model.letGo.countDown();
            workUntil(pipeline, this::isRegrouped);
            assertTrue(names().size() > 1, () -> names().toString());
            assertEquals(0, database.count("SELECT count(*) FROM topics WHERE unnamed"), () -> names().toString());
        }
    }

    @Test
    void aNameTakenBackWhileTopicsAreFoundAnewStaysAway() throws Exception {
        NewFeedbackBuilder old = override().with("message", RARE + " Geige Konzert");
        taken(old);
        UUID hidden = UUID.randomUUID();
        try (TopicPipeline pipeline = work(TopicSettings.DEFAULT)) {
            workUntil(pipeline, () -> database.count("SELECT count(*) FROM message_topics") == 1);
        }
        database.query(
                "INSERT INTO topics (id, name, hidden, corrected) VALUES ($1, '" + RARE + " Geige', true, true)",
                hidden);
        database.query("UPDATE message_topics SET topic_id = $1, by_person = true", hidden);
        postOthers(300);
        // The old message is not among the newest that are grouped: its topic keeps the name it has.
        try (TopicPipeline pipeline = work(new TopicSettings(0.7, 300, 1))) {
            workUntil(pipeline, model::isHeld);
            erase(old.messageId());
            model.letGo.countDown();
            workUntil(pipeline, this::isRegrouped);
            assertFalse(String.join(", ", names()).contains(RARE), () -> names().toString());
        }
    }

    @Test
    void anErasureWaitsForTheFirstTopicsToBeStored() throws Exception {
        NewFeedbackBuilder rare = override().with("message", "My " + RARE + " plays");
        taken(rare);
        connection
                .query("BEGIN; SELECT pg_advisory_xact_lock(7356)")
                .execute()
                .await()
                .atMost(PATIENCE);
        repository.storeTopics(List.of(new Topic(UUID.randomUUID(), RARE, null, false, false, false)));
        CompletableFuture<Void> erasure = CompletableFuture.runAsync(() -> erase(rare.messageId()));
        Eventually.holds(
                "the erasure waits, or is through",
                () -> erasure.isDone()
                        || database.count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                > 0);
        connection.query("COMMIT").execute().await().atMost(PATIENCE);
        erasure.get();
        assertFalse(String.join(", ", names()).contains(RARE), () -> names().toString());
    }

    private TopicPipeline work(TopicSettings settings) {
        TopicPipeline pipeline = new TopicPipeline(repository, model, settings, () -> false);
        pipeline.begin();
        return pipeline;
    }

    private static void workUntil(TopicPipeline pipeline, BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "the topics' work gets there");
            if (!pipeline.step()) {
                Thread.sleep(20);
            }
        }
    }

    private boolean isRegrouped() {
        return database.count("SELECT count(*) FROM topic_progress WHERE regrouped_at IS NOT NULL") == 1;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        database.query("SELECT name FROM topics").forEach(row -> names.add(row.getString(0)));
        return names;
    }

    private static void erase(String messageId) {
        assertEquals(204, PlainApi.erase(messageId).status());
    }

    private static void postOthers(int count) {
        List<Map<String, Object>> items = IntStream.range(0, count)
                .<Map<String, Object>>mapToObj(i -> override()
                        .with("message", SUBJECTS.get(i % SUBJECTS.size()) + ", order " + i)
                        .with("aiReply", "Reply " + i)
                        .fields())
                .toList();
        assertEquals(
                count,
                PlainApi.post("/api/feedback/batch", Map.of("items", items))
                        .body()
                        .path("results")
                        .size());
    }

    /** Texts that share words lie close; the thread that regroups waits before its first phrase. */
    private static final class HeldModel implements EmbeddingModel {

        private static final int DIMENSIONS = 64;

        private final CountDownLatch letGo = new CountDownLatch(1);
        private volatile boolean held;

        boolean isHeld() {
            return held;
        }

        @Override
        public String id() {
            return "shared-words";
        }

        @Override
        public float[] embed(String text) {
            if (Thread.currentThread().getName().equals("topics-regrouping")) {
                held = true;
                try {
                    letGo.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            double[] sum = new double[DIMENSIONS];
            for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
                Random direction = new Random(word.hashCode());
                for (int i = 0; i < DIMENSIONS; i++) {
                    sum[i] += direction.nextGaussian();
                }
            }
            double length = Math.sqrt(DoubleStream.of(sum).map(x -> x * x).sum());
            float[] vector = new float[DIMENSIONS];
            for (int i = 0; i < DIMENSIONS; i++) {
                vector[i] = (float) (sum[i] / length);
            }
            return vector;
        }

        @Override
        public void close() {
            letGo.countDown();
        }
    }
}
