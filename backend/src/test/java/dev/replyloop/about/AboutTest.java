package dev.replyloop.about;

import static dev.replyloop.testing.Api.call;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import dev.replyloop.testing.Database;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AboutTest {

    @Inject
    Database database;

    @BeforeEach
    @AfterEach
    void noDemo() {
        database.query("DELETE FROM demo_data");
    }

    @Test
    void saysWhatThisDeploymentIs() {
        String today = database.query("SELECT (now() AT TIME ZONE 'UTC')::date::text")
                .iterator()
                .next()
                .getString(0);
        about().body("version", matchesPattern("[0-9]+\\.[0-9]+\\.[0-9]+"))
                .body("timeZone", equalTo("UTC"))
                .body("today", equalTo(today))
                .body("demo", nullValue());
    }

    @Test
    void saysHowFarTheDemoDataIsLoaded() {
        database.query("INSERT INTO demo_data (anchor, loaded, total) VALUES (now(), 120, 20000)");
        about().body("demo.state", equalTo("LOADING"))
                .body("demo.loaded", equalTo(120))
                .body("demo.total", equalTo(20_000));
    }

    @Test
    void saysThatItShowsDemoDataForAsLongAsItDoes() {
        database.query(
                "INSERT INTO demo_data (anchor, loaded, total, completed_at) VALUES (now(), 20000, 20000, now())");
        about().body("demo.state", equalTo("LOADED")).body("demo.loaded", equalTo(20_000));
    }

    private static ValidatableResponse about() {
        return call().get("/api/about").then().statusCode(200);
    }
}
