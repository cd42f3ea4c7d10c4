package dev.replyloop.testing;

import io.quarkus.vertx.http.HttpServer;
import io.restassured.RestAssured;
import jakarta.enterprise.inject.spi.CDI;

/** What the application under test measures, as it tells on its management port. */
public final class Metrics {

    private Metrics() {}

    /** @return all series, in the text format of Prometheus */
    public static String scrape() {
        return RestAssured.given()
                .baseUri("http://127.0.0.1")
                .port(CDI.current().select(HttpServer.class).get().getManagementPort())
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
