package dev.replyloop.access;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Callers;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in, keys, and what strangers try. */
@QuarkusTest
@TestProfile(WithAccess.class)
@QuarkusTestResource(PostgresResource.class)
class AccessTest {

    private static final String COOKIE = "replyloop_session";
    private static final String PASSWORD = "seven green umbrellas";
    private static final String ORIGIN = "https://desk.example.com";

    @Inject
    SetUp setUp;

    @BeforeEach
    void nobodyIsThere() throws SQLException {
        Callers.sql(
                "DELETE FROM accounts",
                "DELETE FROM api_keys",
                "DELETE FROM one_time_links",
                "DELETE FROM sign_in_attempts");
    }

    // --- The first admin
    // -----------------------------------------------------------------------------------------------

    @Test
    void theFirstAdminComesByALinkThatWorksOnce() {
        String token = setUp.newLink().await().indefinitely().replaceAll(".*#", "");
        Map<String, String> admin = Map.of("token", token, "email", "Ada@example.com", "password", PASSWORD);
        Response made = json(call(), admin).post("/api/setup");
        made.then()
                .statusCode(201)
                .body("account.email", equalTo("Ada@example.com"))
                .body("roles", equalTo(List.of("ADMIN")));
        call().cookie(COOKIE, made.cookie(COOKIE)).get("/api/people").then().statusCode(200);

        assertProblem(json(call(), admin).post("/api/setup").then(), 410, "link-is-over");
        signIn("ada@EXAMPLE.com", PASSWORD).then().statusCode(200);
    }

    @Test
    void anotherLinkMakesNoSecondFirstAdmin() {
        String first = setUp.newLink().await().indefinitely().replaceAll(".*#", "");
        String second = setUp.newLink().await().indefinitely().replaceAll(".*#", "");
        json(call(), Map.of("token", first, "email", "ada@example.com", "password", PASSWORD))
                .post("/api/setup")
                .then()
                .statusCode(201);
        assertProblem(
                json(call(), Map.of("token", second, "email", "eve@example.com", "password", PASSWORD))
                        .post("/api/setup")
                        .then(),
                410,
                "link-is-over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "passwordpassword", "qwertyuiop123", "ada@example.com"})
    void aWeakPasswordIsRefused(String password) {
        String token = setUp.newLink().await().indefinitely().replaceAll(".*#", "");
        assertProblem(
                json(call(), Map.of("token", token, "email", "ada@example.com", "password", password))
                        .post("/api/setup")
                        .then(),
                400,
                "invalid-request",
                "password");
    }

    // --- People
    // ----------------------------------------------------------------------------------------------------------

    @Test
    void aPersonIsInvitedChoosesAPasswordAndIsSignedOutEverywhere() {
        String link = invite("grace@example.com", "REVIEWER");
        Response chosen =
                json(call(), Map.of("token", link, "password", PASSWORD)).post("/api/session/password-link");
        chosen.then().statusCode(200).body("roles", equalTo(List.of("REVIEWER")));
        assertProblem(
                json(call(), Map.of("token", link, "password", PASSWORD))
                        .post("/api/session/password-link")
                        .then(),
                410,
                "link-is-over");

        String here = chosen.cookie(COOKIE);
        String there = signIn("grace@example.com", PASSWORD).cookie(COOKIE);
        assertNotEquals(here, there);
        call().cookie(COOKIE, there).get("/api/session").then().statusCode(200);
        call().cookie(COOKIE, here)
                .post("/api/session/sign-out-everywhere")
                .then()
                .statusCode(204)
                .cookie(COOKIE, "");
        Eventually.holds(
                "the other session is over",
                () -> call().cookie(COOKIE, there).get("/api/session").statusCode() == 401);
    }

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() {
        person("ada@example.com", "VIEWER");
        String cookie = signIn("ada@example.com", PASSWORD).header("Set-Cookie");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), cookie);
        assertFalse(cookie.contains("Domain"), cookie);
    }

    @Test
    void aSessionThatABrowserBroughtAlongIsNotTakenOver() {
        person("ada@example.com", "VIEWER");
        String planted = "planted-by-somebody-else";
        Response signedIn = json(
                        call().cookie(COOKIE, planted), Map.of("email", "ada@example.com", "password", PASSWORD))
                .post("/api/session");
        signedIn.then().statusCode(200).cookie(COOKIE, not(equalTo(planted)));
        call().cookie(COOKIE, planted).get("/api/session").then().statusCode(401);
    }

    @Test
    void wrongPasswordsAndUnknownAccountsAreAnsweredAlike() {
        person("ada@example.com", "VIEWER");
        String wrong = signIn("ada@example.com", "wrong password")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        String unknown = signIn("nobody@example.com", "wrong password")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        assertEquals(wrong, unknown);
    }

    @Test
    void guessingIsSlowedDownAndTheOwnerElsewhereIsNot() throws SQLException {
        person("ada@example.com", "VIEWER");
        signIn("ada@example.com", PASSWORD).then().statusCode(200);
        ValidatableResponse last = null;
        for (int i = 0; i < 8; i++) {
            last = json(
                            call().header("X-Real-IP", "203.0.113.9"),
                            Map.of("email", "ada@example.com", "password", "guess " + i))
                    .post("/api/session")
                    .then();
        }
        assertProblem(last, 429, "too-many-requests");
        last.header("Retry-After", Integer::parseInt, greaterThan(0));
        // Sixty failures from many addresses: strangers wait, who has signed in from here before does not.
        Callers.sql(
                "INSERT INTO sign_in_attempts SELECT email_hash, '198.51.100.' || n, 1, now() FROM sign_in_attempts, generate_series(1, 80) AS n WHERE address = '203.0.113.9'");
        assertEquals(
                429,
                json(
                                given().header("X-Real-IP", "203.0.113.77"),
                                Map.of("email", "ada@example.com", "password", PASSWORD))
                        .post("/api/session")
                        .statusCode());
        signIn("ada@example.com", PASSWORD).then().statusCode(200);
    }

    @Test
    void whoIsDisabledIsOutAndALastAdminStays() {
        UUID ada = person("ada@example.com", "ADMIN");
        String session = signIn("ada@example.com", PASSWORD).cookie(COOKIE);
        json(admin(), Map.of("disabled", true))
                .patch("/api/people/" + ada)
                .then()
                .statusCode(200)
                .body("disabled", equalTo(true));
        Eventually.holds(
                "the session is over",
                () -> call().cookie(COOKIE, session).get("/api/session").statusCode() == 401);
        assertProblem(signIn("ada@example.com", PASSWORD).then(), 401, "wrong-credentials");
    }

    @Test
    void aChangedPasswordEndsOtherSessions() {
        person("ada@example.com", "VIEWER");
        String here = signIn("ada@example.com", PASSWORD).cookie(COOKIE);
        String there = signIn("ada@example.com", PASSWORD).cookie(COOKIE);
        assertProblem(
                json(call().cookie(COOKIE, here), Map.of("current", "wrong", "password", "nine yellow umbrellas"))
                        .post("/api/session/password")
                        .then(),
                400,
                "invalid-request",
                "current");
        json(call().cookie(COOKIE, here), Map.of("current", PASSWORD, "password", "nine yellow umbrellas"))
                .post("/api/session/password")
                .then()
                .statusCode(204);
        Eventually.holds(
                "the other is over",
                () -> call().cookie(COOKIE, there).get("/api/session").statusCode() == 401);
        call().cookie(COOKIE, here).get("/api/session").then().statusCode(200);
        signIn("ada@example.com", "nine yellow umbrellas").then().statusCode(200);
    }

    @Test
    void aPersonIsToldWhomToAsk() throws SQLException {
        String token = Callers.session(Callers.person("viewer@example.com", "VIEWER"));
        ValidatableResponse refused = call().cookie(COOKIE, token)
                .delete("/api/customer-messages/" + UUID.randomUUID())
                .then();
        assertProblem(refused, 403, "not-allowed");
        refused.body("detail", containsString("privacy")).body("detail", containsString("admin"));
    }

    // --- Keys
    // ------------------------------------------------------------------------------------------------------------

    @Test
    void aKeyPostsAndIsRefusedAfterItsRevocation() {
        Response made = key(Map.of("name", "Helpdesk", "kind", "SECRET", "scopes", List.of("feedback:write")));
        String secret = made.path("secret");
        String id = made.path("key.id");
        assertTrue(secret.matches("rlk_secret_[0-9A-Za-z]{36}"), secret);
        post(bearer(secret), override()).then().statusCode(201);
        ValidatableResponse refused = bearer(secret).get("/api/feedback").then();
        assertProblem(refused, 403, "not-allowed");
        refused.header("WWW-Authenticate", containsString("insufficient_scope"));

        String second = admin().post("/api/keys/" + id + "/secrets")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
        post(bearer(second), override()).then().statusCode(201);
        assertProblem(admin().post("/api/keys/" + id + "/secrets").then(), 409, "too-many-secrets");
        String firstId = admin().get("/api/keys/" + id).path("secrets[0].id");
        admin().delete("/api/keys/" + id + "/secrets/" + firstId).then().statusCode(204);
        Eventually.holds(
                "the first secret is refused",
                () -> bearer(secret).get("/api/feedback").statusCode() == 401);

        admin().delete("/api/keys/" + id).then().statusCode(204);
        Eventually.holds(
                "the key is refused", () -> post(bearer(second), override()).statusCode() == 401);
        ValidatableResponse gone = post(bearer(second), override()).then();
        assertProblem(gone, 401, "unknown-key");
        gone.header("WWW-Authenticate", containsString("invalid_token"));
    }

    @Test
    void aDeveloperHandsOnNoRightThatIsNotTheirsAndSeesOwnKeysAlone() throws SQLException {
        key(Map.of("name", "Another's", "kind", "SECRET", "scopes", List.of("erase")));
        String token = Callers.session(Callers.person("dev@example.com", "DEVELOPER"));
        assertProblem(
                json(call().cookie(COOKIE, token), Map.of("name", "mine", "kind", "SECRET", "scopes", List.of("erase")))
                        .post("/api/keys")
                        .then(),
                403,
                "not-allowed");
        json(call().cookie(COOKIE, token), Map.of("name", "mine", "kind", "SECRET", "scopes", List.of("prompts:write")))
                .post("/api/keys")
                .then()
                .statusCode(201);
        call().cookie(COOKIE, token).get("/api/keys").then().body("items.name", equalTo(List.of("mine")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YWRhOnNlY3JldA==",
                "Bearer",
                "Bearer nonsense",
                "Bearer rlk_secret_000000000000000000000000000000000000"
            })
    void aKeyThatIsNoneIsRefused(String authorization) {
        assertProblem(
                call().header("Authorization", authorization).get("/api/topics").then(), 401, "unknown-key");
    }

    @Test
    void aPublicKeyPostsFromItsPagesAloneAndTeachesNothing() throws SQLException {
        Response made = key(Map.of("name", "Page", "kind", "PUBLIC", "origins", List.of(ORIGIN)));
        String secret = made.path("secret");
        assertTrue(secret.startsWith("rlk_public_"), secret);
        String id = post(bearer(secret).header("Origin", ORIGIN), override())
                .then()
                .statusCode(201)
                .header("Access-Control-Allow-Origin", ORIGIN)
                .extract()
                .path("id");
        assertEquals("t", Callers.text("SELECT by_public_key FROM feedback WHERE id = '" + id + "'"));
        assertProblem(post(bearer(secret), override()).then(), 403, "not-allowed");
        assertProblem(
                post(bearer(secret).header("Origin", "https://evil.example"), override())
                        .then(),
                403,
                "foreign-origin");
        assertProblem(
                bearer(secret).header("Origin", ORIGIN).get("/api/feedback").then(), 403, "not-allowed");
        call().header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .options("/api/feedback")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", ORIGIN)
                .header("Access-Control-Allow-Headers", containsString("authorization"))
                .header("Access-Control-Allow-Credentials", nullValue());
        given().header("Origin", ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .options("/api/feedback/batch")
                .then()
                .statusCode(403);
    }

    @Test
    void aPublicKeyIsRateLimitedByAddress() {
        String secret = key(Map.of("name", "Page", "kind", "PUBLIC", "origins", List.of(ORIGIN)))
                .path("secret");
        int refused = 0;
        for (int i = 0; i < Rate.PUBLIC_FEEDBACK.burst() + 30; i++) {
            Response response =
                    post(given().header("Authorization", "Bearer " + secret).header("Origin", ORIGIN), override());
            if (response.statusCode() == 429) {
                refused++;
                response.then().header("RateLimit", startsWith("\"public-feedback\";r=0;t="));
            }
        }
        assertTrue(refused > 0);
        post(bearer(secret).header("Origin", ORIGIN).header("X-Real-IP", "203.0.113.5"), override())
                .then()
                .statusCode(201);
    }

    // --- Strangers
    // -------------------------------------------------------------------------------------------------------

    @Test
    void aStrangerIsToldThatItLivesAndNothingElse() {
        call().get("/api/about")
                .then()
                .statusCode(200)
                .body("live", equalTo(true))
                .body("version", nullValue())
                .body("today", nullValue());
        call().header("Authorization", "Bearer " + Callers.ADMIN_TOKEN)
                .get("/api/about")
                .then()
                .body("timeZone", equalTo("UTC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/topics",
                "/api//topics",
                "/api/topics/",
                "/api/./topics",
                "/api/x/../topics",
                "/api/topics;x=1",
                "/api;x/topics",
                "/%61pi/topics",
                "/api/%74opics",
                "/api/topics?",
                "/API/topics"
            })
    void noWayOfWritingAPathGoesPastTheDoor(String path) throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(base() + path)).build(), BodyHandlers.ofString());
        assertTrue(answer.statusCode() == 401 || answer.statusCode() == 404, answer.statusCode() + " " + answer.body());
    }

    @Test
    void aStrangersLargeBodyIsNotRead() {
        String body = "{\"items\": [\"" + "x".repeat(40_000) + "\"]}";
        assertProblem(
                call().contentType(ContentType.JSON)
                        .body(body)
                        .post("/api/feedback/batch")
                        .then(),
                401,
                "sign-in-needed");
    }

    @Test
    void aPageWhoseNameWasLedHereReadsNothingWithSomebodysCookieOrAKey() throws SQLException {
        String token = Callers.session(Callers.person("ada@example.com", "ADMIN"));
        for (String path : List.of("/api/feedback", "/api/people", "/api/session", "/api/setup", "/api/session/oidc")) {
            assertProblem(
                    given().cookie(COOKIE, token)
                            .header("Host", "rebound.example")
                            .get(path)
                            .then(),
                    421,
                    "unknown-host");
            assertProblem(
                    given().header("Authorization", "Bearer " + Callers.ADMIN_TOKEN)
                            .header("Host", "rebound.example:8080")
                            .get(path)
                            .then(),
                    421,
                    "unknown-host");
        }
    }

    @Test
    void aPageOfAnotherOriginChangesNothingWithSomebodysCookie() throws SQLException {
        String token = Callers.session(Callers.person("ada@example.com", "ADMIN"));
        assertProblem(
                json(
                                call().cookie(COOKIE, token).header("Origin", "https://evil.example"),
                                Map.of("email", "eve@example.com", "roles", List.of("ADMIN")))
                        .post("/api/people")
                        .then(),
                403,
                "foreign-origin");
        assertProblem(
                json(
                                call().cookie(COOKIE, token).header("Sec-Fetch-Site", "cross-site"),
                                Map.of("email", "eve@example.com", "roles", List.of("ADMIN")))
                        .post("/api/people")
                        .then(),
                403,
                "foreign-origin");
        assertEquals(
                415,
                call().cookie(COOKIE, token)
                        .contentType("text/plain")
                        .body("{\"email\": \"eve@example.com\", \"roles\": [\"ADMIN\"]}")
                        .post("/api/people")
                        .statusCode());
    }

    @Test
    void tenThousandRequestsWithoutACredentialGetNothing() throws InterruptedException, IOException {
        Random random = new Random(15);
        List<String> pieces = List.of(
                "api",
                "feedback",
                "batch",
                "analytics",
                "topics",
                "prompts",
                "people",
                "keys",
                "audit",
                "csv",
                "session",
                "password",
                "..",
                ".",
                "",
                "%2e%2e",
                "%00",
                ";a=b",
                "customer-messages",
                "training-prompts",
                "count",
                UUID.randomUUID().toString(),
                "%F0%9F%92%A9");
        List<String> methods = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
        HttpClient client = HttpClient.newHttpClient();
        String wrong = "";
        for (int i = 0; i < 10_000 && wrong.isEmpty(); i++) {
            StringBuilder path = new StringBuilder("/api");
            for (int piece = random.nextInt(5); piece >= 0; piece--) {
                path.append('/').append(pieces.get(random.nextInt(pieces.size())));
            }
            if (random.nextInt(4) == 0) {
                path.append("?from=").append(random.nextInt());
            }
            String method = methods.get(random.nextInt(methods.size()));
            boolean hasBody = method.startsWith("P");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                    .method(
                            method,
                            hasBody
                                    ? HttpRequest.BodyPublishers.ofString("{\"a\": " + random.nextInt() + "}")
                                    : HttpRequest.BodyPublishers.noBody());
            if (hasBody && random.nextBoolean()) {
                request.header("Content-Type", "application/json");
            }
            var answer = client.send(request.build(), BodyHandlers.ofString());
            int status = answer.statusCode();
            boolean isOpen = method.equals("DELETE") && path.indexOf("session") >= 0;
            boolean isProblem = method.equals("HEAD")
                    || answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json");
            if (!isOpen && !((status >= 400 && status < 500 || status == 503) && isProblem)) {
                wrong = method + " " + path + " " + status + " " + answer.body();
            }
        }
        assertEquals("", wrong);
    }

    // --- The audit log
    // ---------------------------------------------------------------------------------------------------

    @Test
    void anAddressThatCantBeStoredHoldsUpNothingInTheLog() {
        admin().urlEncodingEnabled(false)
                .delete("/api/customer-messages/%00")
                .then()
                .statusCode(400);
        String erased = UUID.randomUUID().toString();
        admin().delete("/api/customer-messages/" + erased).then().statusCode(204);
        Eventually.holds(
                "what came after it is logged",
                () -> admin().get("/api/audit")
                        .<List<String>>path("items.object")
                        .contains(erased));
    }

    @Test
    void whatWasDoneIsLoggedAndCantBeChanged() {
        UUID ada = person("ada@example.com", "REVIEWER");
        signIn("ada@example.com", PASSWORD).then().statusCode(200);
        String session = signIn("ada@example.com", PASSWORD).cookie(COOKIE);
        call().cookie(COOKIE, session)
                .delete("/api/customer-messages/" + UUID.randomUUID())
                .then()
                .statusCode(403);
        Eventually.holds(
                "it is logged",
                () -> admin().queryParam("action", "SIGN_IN")
                        .get("/api/audit")
                        .<List<String>>path("items.who")
                        .contains("ada@example.com"));
        admin().get("/api/audit")
                .then()
                .body("items.action", hasItem("INVITE_PERSON"))
                .body("items.action", hasItem("CHOOSE_PASSWORD"));
        admin().get("/api/audit/csv").then().statusCode(200).body(containsString("ada@example.com"));
        for (String change :
                List.of("DELETE FROM audit_log", "UPDATE audit_log SET who = 'nobody'", "TRUNCATE audit_log")) {
            SQLException refused = assertThrows(SQLException.class, () -> Callers.sql(change));
            assertTrue(refused.getMessage().contains("never changed"), refused.getMessage());
        }
        admin().delete("/api/people/" + ada).then().statusCode(204);
        assertProblem(admin().delete("/api/people/" + ada).then(), 404, "not-found");
    }

    @Test
    void agentsAreLookedForByAdminsAlone() throws SQLException {
        String agent = "agent of " + UUID.randomUUID();
        for (String mine : List.of(agent, "another")) {
            json(admin(), NewFeedbackBuilder.thumbsUp().with("agentId", mine).fields())
                    .post("/api/feedback")
                    .then()
                    .statusCode(201);
        }
        admin().queryParam("agentId", agent)
                .get("/api/feedback")
                .then()
                .statusCode(200)
                .body("items.agentId", equalTo(List.of(agent)));
        admin().queryParam("agentId", agent).get("/api/feedback/count").then().body("count", equalTo(1));

        String reviewer =
                Callers.session(Callers.person(UUID.randomUUID() + "@example.com", "VIEWER", "REVIEWER", "DEVELOPER"));
        for (String path : List.of(
                "feedback", "feedback/count", "feedback/csv", "training-prompts", "training-prompts/export/summary")) {
            assertProblem(
                    given().cookie(COOKIE, reviewer)
                            .queryParam("agentId", agent)
                            .get("/api/" + path)
                            .then(),
                    403,
                    "not-allowed");
        }
        assertProblem(
                json(given().cookie(COOKIE, reviewer), Map.of("filters", Map.of("agentId", agent)))
                        .post("/api/reviews/next")
                        .then(),
                403,
                "not-allowed");
    }

    // --- Helpers
    // ---------------------------------------------------------------------------------------------------------

    private static UUID person(String email, String role) {
        String link = invite(email, role);
        json(call(), Map.of("token", link, "password", PASSWORD))
                .post("/api/session/password-link")
                .then()
                .statusCode(200);
        return UUID.fromString(admin().get("/api/people").path("items.find { it.email == '" + email + "' }.id"));
    }

    private static String invite(String email, String role) {
        String url = json(admin(), Map.of("email", email, "roles", List.of(role)))
                .post("/api/people")
                .then()
                .statusCode(201)
                .extract()
                .path("link.url");
        return url.replaceAll(".*#", "");
    }

    private static Response signIn(String email, String password) {
        return json(call(), Map.of("email", email, "password", password)).post("/api/session");
    }

    private static Response key(Map<String, Object> body) {
        Response made = json(admin(), body).post("/api/keys");
        made.then().statusCode(201);
        return made;
    }

    private static Response post(RequestSpecification request, NewFeedbackBuilder feedback) {
        return request.contentType(ContentType.JSON).body(feedback.fields()).post("/api/feedback");
    }

    private static RequestSpecification admin() {
        return bearer(Callers.ADMIN_TOKEN);
    }

    private static RequestSpecification bearer(String key) {
        return call().header("Authorization", "Bearer " + key);
    }

    private static RequestSpecification json(RequestSpecification request, Object body) {
        return request.contentType(ContentType.JSON).body(body);
    }

    private static String base() {
        return "http://localhost:" + RestAssured.port;
    }
}
