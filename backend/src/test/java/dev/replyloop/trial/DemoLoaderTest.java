package dev.replyloop.trial;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.replyloop.testing.Callers;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.LogLines;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One load of the whole story, cut off on its way. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(DemoLoaderTest.AloneInItsDatabase.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoLoaderTest {

    @Inject
    DemoLoader loader;

    @Inject
    DemoData data;

    @Inject
    ObjectMapper json;

    @Inject
    Pool pool;

    @TestHTTPResource("/")
    URI server;

    /** Another profile is another start, with a database of its own. */
    public static final class AloneInItsDatabase implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("replyloop.trial.demo", "true");
        }
    }

    @Test
    @Order(1)
    void finishesALoadThatWasCutOffWithTheSameStory() throws InterruptedException, SQLException {
        Thread first = new Thread(() -> loader.load(new BatchClient(server, json)));
        first.start();
        Eventually.holds(
                "something is loaded",
                () -> data.load().filter(load -> load.loaded() > 0).isPresent());
        first.interrupt();
        first.join();

        DemoData.Load cutOff = data.load().orElseThrow();
        assertFalse(cutOff.completed());
        get("/api/about").then().body("demo.state", equalTo("LOADING")).body("demo.loaded", equalTo(cutOff.loaded()));
        // As if the process had died between the last batch's commit and the note of it.
        data.progress(cutOff.loaded() - 500);

        // A disk that is full for a while.
        Callers.sql(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE EXCEPTION ''full'' USING ERRCODE = ''disk_full''; END'",
                "CREATE TRIGGER full_disk BEFORE UPDATE ON demo_data EXECUTE FUNCTION full_disk()");
        Thread second = new Thread(() -> loader.load(new BatchClient(server, json)));
        try (LogLines log = new LogLines()) {
            second.start();
            Eventually.holds(
                    "it waits for the disk",
                    () -> log.with("waits for the database").size() == 1);
        } finally {
            Callers.sql("DROP FUNCTION full_disk CASCADE");
        }
        second.join();

        DemoData.Load finished = data.load().orElseThrow();
        assertEquals(cutOff.anchor(), finished.anchor());
        assertTrue(finished.completed());
        assertEquals(finished.loaded(), count("SELECT count(*) FROM feedback"));
        assertEquals(finished.loaded(), count("SELECT total FROM demo_data"));
        get("/api/about").then().body("demo.state", equalTo("LOADED")).body("demo.total", equalTo(finished.loaded()));
    }

    @Test
    @Order(2)
    void leavesAFinishedLoadAlone() {
        DemoData.Load finished = data.load().orElseThrow();
        loader.load(new BatchClient(URI.create("http://127.0.0.1:1"), json));
        assertEquals(finished, data.load().orElseThrow());
    }

    @Test
    @Order(3)
    void leavesADatabaseAloneThatHoldsOtherFeedback() {
        pool.query("DELETE FROM demo_data").executeAndAwait();
        loader.load(new BatchClient(URI.create("http://127.0.0.1:1"), json));
        assertTrue(data.load().isEmpty());
    }

    private int count(String query) {
        return pool.query(query)
                .executeAndAwait()
                .iterator()
                .next()
                .getNumeric(0)
                .intValue();
    }
}
