package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.post;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.LogLines;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PlainApi.Answer;
import dev.replyloop.trial.EmbeddedDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database goes and comes back, and the application is not restarted. */
@QuarkusTest
@TestProfile(DatabaseAwayTest.ADatabaseOfItsOwn.class)
class DatabaseAwayTest {

    private static final Duration AT_MOST = Duration.ofSeconds(5);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    public static final class ADatabaseOfItsOwn implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(MortalPostgres.class));
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            // Longer than that: a table that is locked stands in for a server that says nothing.
            return Map.of("replyloop.intake.patience", PATIENCE.toString(), "replyloop.intake.lock-timeout", "1h");
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    /** A PostgreSQL that the test may kill. */
    public static final class MortalPostgres implements QuarkusTestResourceLifecycleManager {

        private static EmbeddedDatabase database;

        @Override
        public Map<String, String> start() {
            database =
                    EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")));
            return Map.of("replyloop.database-url", database.url());
        }

        @Override
        public void stop() {
            database.close();
        }

        static void kill() throws Exception {
            ProcessHandle server = database.server();
            server.destroyForcibly();
            server.onExit().get(10, TimeUnit.SECONDS);
        }

        static void revive() {
            database.restart();
        }
    }

    @Inject
    Database database;

    @Inject
    Pool pool;

    @AfterEach
    void serviceIsBackAndTheCountersAreExact() {
        Eventually.holds("ready again", () -> given().get("/q/health/ready").statusCode() == 200);
        database.assertCountersExact("UTC");
    }

    @Test
    void everyCallIsAnswered503UntilTheDatabaseIsBack() throws Exception {
        String before = taken(override());
        MortalPostgres.kill();
        try {
            List<Supplier<ValidatableResponse>> calls = List.of(
                    () -> post(thumbsUp()),
                    () -> call().get("/api/feedback").then(),
                    () -> call().get("/api/feedback/" + before).then(),
                    () -> call().get("/api/feedback/analytics").then(),
                    () -> call().get("/api/feedback/analytics/breakdown?by=model")
                            .then(),
                    () -> call().get("/api/training-prompts").then(),
                    () -> call().get("/api/training-prompts/" + before).then(),
                    () -> call().delete("/api/customer-messages/" + thumbsUp().messageId())
                            .then(),
                    () -> call().get("/api/about").then());
            for (int round = 0; round < 2; round++) {
                for (Supplier<ValidatableResponse> call : calls) {
                    ValidatableResponse response = assertTimeoutPreemptively(AT_MOST, call::get);
                    assertProblem(response, 503, "database-unavailable");
                    response.header("Retry-After", matchesPattern("[1-9][0-9]*"));
                }
            }
            assertTimeoutPreemptively(
                            AT_MOST,
                            () -> postBatch(
                                    List.of(thumbsUp().fields(), override().fields(), Map.of())))
                    .statusCode(200)
                    .body("results.status", equalTo(List.of(503, 503, 400)))
                    .body("results[0].problem.type", equalTo("urn:replyloop:problem:database-unavailable"));
            assertProblem(post(thumbsUp().without("message")), 400, "invalid-request", "message");
            given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
            given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        } finally {
            MortalPostgres.revive();
        }

        assertTimeoutPreemptively(BACK_WITHIN, () -> {
            while (PlainApi.post(thumbsUp()).status() != 201) {
                Thread.sleep(50);
            }
        });
        call().get("/api/feedback/" + before).then().statusCode(200);
        call().get("/api/feedback/analytics").then().statusCode(200);
        assertTimeoutPreemptively(BACK_WITHIN, () -> {
            while (given().get("/q/health/ready").statusCode() != 200) {
                Thread.sleep(50);
            }
        });
    }

    @Test
    void whatWasAnsweredIsThereThoughTheDatabaseWasKilledUnderLoad() throws Exception {
        ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Void>> callers = new ArrayList<>(IntStream.range(0, 16)
                .<Callable<Void>>mapToObj(caller -> () -> {
                    while (!over.get()) {
                        Answer answer = PlainApi.post(caller % 2 == 0 ? thumbsUp() : override());
                        answers.add(answer);
                        if (answer.status() == 503) {
                            Thread.sleep(100);
                        }
                    }
                    return null;
                })
                .toList());
        callers.add(() -> {
            try {
                Eventually.holds("the load is on", () -> answers.size() > 500);
                MortalPostgres.kill();
                Eventually.holds("callers notice", () -> answers.stream().anyMatch(answer -> answer.status() == 503));
                MortalPostgres.revive();
                int before = takenOf(answers);
                Eventually.holds("service is back", () -> takenOf(answers) > before + 200);
            } finally {
                over.set(true);
            }
            return null;
        });

        Crowd.atOnce(callers);

        assertEquals(Set.of(201, 503), answers.stream().map(Answer::status).collect(Collectors.toSet()));
        List<String> ids = answers.stream()
                .filter(Answer::isTaken)
                .map(answer -> answer.text("id"))
                .toList();
        assertEquals(ids.size(), database.count("""
                        SELECT count(*) FROM feedback JOIN training_prompts USING (id)
                        WHERE rating = useful::integer AND id = ANY ($1::text[]::uuid[])
                        """, (Object) ids.toArray(String[]::new)));
        assertTrue(ids.size() > 700);
    }

    @Test
    void whileItIsSilentOneCallAtATimeTriesAndTheOthersAreToldAtOnce() throws Exception {
        SqlConnection silence = pool.getConnection().await().atMost(AT_MOST);
        silence.query("BEGIN; LOCK TABLE feedback IN SHARE MODE")
                .execute()
                .await()
                .atMost(AT_MOST);
        try {
            assertEquals(503, PlainApi.post(thumbsUp()).status(), "whoever comes first waits until it is given up");
            List<Duration> waits = Crowd.atOnce(IntStream.range(0, 10)
                    .<Callable<Duration>>mapToObj(caller -> () -> {
                        long started = System.nanoTime();
                        JsonNode problem = caller % 2 == 0
                                ? PlainApi.post(thumbsUp()).body()
                                : PlainApi.post(
                                                "/api/feedback/batch",
                                                Map.of(
                                                        "items",
                                                        List.of(thumbsUp().fields())))
                                        .body()
                                        .at("/results/0/problem");
                        assertEquals(
                                "urn:replyloop:problem:database-unavailable",
                                problem.path("type").asText());
                        return Duration.ofNanos(System.nanoTime() - started);
                    })
                    .toList());
            assertEquals(
                    1,
                    waits.stream()
                            .filter(wait -> wait.compareTo(PATIENCE.dividedBy(2)) > 0)
                            .count(),
                    () -> "they waited " + waits);
        } finally {
            silence.query("ROLLBACK").execute().await().atMost(AT_MOST);
            silence.closeAndForget();
        }
        assertTimeoutPreemptively(BACK_WITHIN, () -> {
            while (PlainApi.post(thumbsUp()).status() != 201) {
                Thread.sleep(50);
            }
        });
    }

    @Test
    void aFullDiskIsNamedAndToldToTheLogOnce() {
        run("""
                CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN RAISE EXCEPTION ''could not extend file'' USING ERRCODE = ''disk_full''; END'""");
        run("CREATE TRIGGER full_disk BEFORE INSERT ON feedback EXECUTE FUNCTION full_disk()");
        try (LogLines log = new LogLines()) {
            for (int i = 0; i < 5; i++) {
                ValidatableResponse response = post(thumbsUp());
                assertProblem(response, 503, "database-unavailable");
                response.body("title", equalTo("The database is not available"))
                        .body("detail", startsWith("The disk of the database server is full."));
            }
            given().get("/q/health/ready").then().statusCode(200).body("checks.data.state", hasItem("degraded"));
            assertEquals(
                    List.of("WARN Feedback can't be written (SQLSTATE 53100: The database is not available)"),
                    log.with("Feedback can't be written"));

            run("DROP FUNCTION full_disk CASCADE");
            Eventually.holds("it is said to be over", () -> {
                PlainApi.post(thumbsUp());
                return log.with("Over after").size() == 1;
            });
            given().get("/q/health/ready").then().body("checks.data.state", hasItem("working"));
        }
    }

    private void run(String statement) {
        pool.query(statement).execute().await().atMost(AT_MOST);
    }

    private static int takenOf(ConcurrentLinkedQueue<Answer> answers) {
        return (int) answers.stream().filter(Answer::isTaken).count();
    }
}
