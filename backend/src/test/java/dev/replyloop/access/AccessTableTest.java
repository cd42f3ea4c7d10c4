package dev.replyloop.access;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.replyloop.testing.Api;
import dev.replyloop.testing.Callers;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every operation of the OpenAPI document, called by every role and with every scope, lets in whom this table names, and nobody else. */
@QuarkusTest
@TestProfile(WithAccess.class)
@QuarkusTestResource(PostgresResource.class)
class AccessTableTest {

    /** Of each operation: the roles but ADMIN, and the scopes but admin, which are let in everywhere; * is everybody who is known. */
    private static final String TABLE = """
            POST   /api/feedback                          DEVELOPER          feedback:write PUBLIC
            POST   /api/feedback/batch                    DEVELOPER          feedback:write
            GET    /api/feedback                          ANY_ROLE           feedback:read
            GET    /api/feedback/csv                      ANY_ROLE           export
            GET    /api/feedback/ndjson                   ANY_ROLE           export
            GET    /api/feedback/count                    ANY_ROLE           feedback:read
            GET    /api/feedback/{id}                     ANY_ROLE           feedback:read
            DELETE /api/feedback/{id}                     REVIEWER PRIVACY   feedback:write
            GET    /api/feedback/analytics                ANY_ROLE           feedback:read
            GET    /api/feedback/analytics/breakdown      ANY_ROLE           feedback:read
            GET    /api/feedback/analytics/topics         ANY_ROLE           feedback:read
            GET    /api/feedback/analytics/overrides      ANY_ROLE           feedback:read
            GET    /api/feedback/analytics/learning       ANY_ROLE           feedback:read
            GET    /api/topics                            ANY_ROLE           feedback:read
            GET    /api/topics/{id}                       ANY_ROLE           feedback:read
            PATCH  /api/topics/{id}                       REVIEWER           -
            POST   /api/topics/{id}/merge                 REVIEWER           -
            POST   /api/topics/{id}/split                 REVIEWER           -
            POST   /api/prompts                           DEVELOPER REVIEWER prompts:write
            GET    /api/prompts/{id}                      ANY_ROLE           feedback:read prompts:write
            GET    /api/training-prompts                  ANY_ROLE           training:read
            GET    /api/training-prompts/{id}             ANY_ROLE           training:read
            PATCH  /api/training-prompts/{id}             REVIEWER           -
            POST   /api/training-prompts/review           REVIEWER           -
            GET    /api/training-prompts/export           DEVELOPER REVIEWER export
            GET    /api/training-prompts/export/summary   DEVELOPER REVIEWER export
            POST   /api/reviews/next                      REVIEWER           -
            DELETE /api/customer-messages/{messageId}     PRIVACY            erase
            GET    /api/customer-messages/{messageId}/data PRIVACY           erase
            DELETE /api/agents/{agentId}                  PRIVACY            erase
            POST   /api/erasures                          PRIVACY            erase
            GET    /api/erasures/{id}                     PRIVACY            erase
            GET    /api/people                            -                  -
            POST   /api/people                            -                  -
            GET    /api/people/{id}                       -                  -
            PATCH  /api/people/{id}                       -                  -
            DELETE /api/people/{id}                       -                  -
            POST   /api/people/{id}/link                  -                  -
            POST   /api/people/{id}/sign-out              -                  -
            GET    /api/keys                              DEVELOPER          -
            POST   /api/keys                              DEVELOPER          -
            GET    /api/keys/{id}                         DEVELOPER          -
            DELETE /api/keys/{id}                         DEVELOPER          -
            POST   /api/keys/{id}/secrets                 DEVELOPER          -
            DELETE /api/keys/{id}/secrets/{secretId}      DEVELOPER          -
            GET    /api/settings                          PRIVACY            -
            GET    /api/audit                             -                  -
            GET    /api/audit/csv                         -                  -
            GET    /api/session                           ANY_ROLE           NO_KEY
            POST   /api/session/password                  ANY_ROLE           NO_KEY
            POST   /api/session/sign-out-everywhere       ANY_ROLE           NO_KEY
            """;

    /** Open to everybody: what they do is tested by AccessTest. */
    private static final Set<String> OPEN = Set.of(
            "GET /api/about",
            "GET /api/setup",
            "POST /api/setup",
            "POST /api/session",
            "DELETE /api/session",
            "GET /api/session/oidc",
            "POST /api/session/password-link");

    private static final String ORIGIN = "https://desk.example.com";

    private static final Map<Role, UUID> PEOPLE = new LinkedHashMap<>();
    private static final Map<Scope, String> KEYS = new LinkedHashMap<>();
    private static String publicKey;

    @BeforeEach
    void makeCallers() throws SQLException {
        if (publicKey != null) {
            return;
        }
        Callers.sql("DELETE FROM accounts", "DELETE FROM api_keys");
        for (Role role : Role.values()) {
            PEOPLE.put(role, Callers.person(role.name().toLowerCase(Locale.ROOT) + "@example.com", role.name()));
        }
        for (Scope scope : Scope.values()) {
            KEYS.put(scope, key(Map.of("name", scope.text(), "kind", "SECRET", "scopes", List.of(scope.text()))));
        }
        publicKey = key(Map.of("name", "page", "kind", "PUBLIC", "origins", List.of(ORIGIN)));
    }

    private static String key(Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + Callers.ADMIN_TOKEN)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    @Test
    void theTableHasEveryOperationThatIsNotOpen() throws IOException {
        JsonNode paths =
                new ObjectMapper().readTree(Files.readString(Api.DOCUMENT)).path("paths");
        Set<String> documented = paths.properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(verb -> verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        documented.removeAll(OPEN);
        assertEquals(documented, rows().keySet());
    }

    @Test
    void everyRoleAndEveryScopeIsLetInWhereTheTableSaysSo() throws SQLException {
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, Set<String>> row : rows().entrySet()) {
            String operation = row.getKey();
            Set<String> allowed = row.getValue();
            for (Role role : Role.values()) {
                boolean isIn = role == Role.ADMIN || allowed.contains("ANY_ROLE") || allowed.contains(role.name());
                String token = Callers.session(PEOPLE.get(role));
                check(operation, role.name(), given().cookie("replyloop_session", token), isIn, wrong);
            }
            for (Scope scope : Scope.values()) {
                boolean isIn = !allowed.contains("NO_KEY") && (scope == Scope.ADMIN || allowed.contains(scope.text()));
                check(operation, scope.text(), bearer(KEYS.get(scope)), isIn, wrong);
            }
            check(
                    operation,
                    "public key",
                    bearer(publicKey).header("Origin", ORIGIN),
                    allowed.contains("PUBLIC"),
                    wrong);
            int stranger = send(operation, given()).statusCode();
            if (stranger != 401) {
                wrong.put(operation + " by a stranger", String.valueOf(stranger));
            }
        }
        assertEquals(Map.of(), wrong);
    }

    private static void check(
            String operation, String caller, RequestSpecification request, boolean isIn, Map<String, String> wrong) {
        Response response = send(operation, request);
        int status = response.statusCode();
        if (isIn ? status == 401 || status == 403 || status >= 500 : status != 403) {
            wrong.put(operation + " by " + caller, status + " " + response.asString());
        }
    }

    /** With a body that nothing can come of. */
    private static Response send(String operation, RequestSpecification request) {
        String[] parts = operation.split(" ");
        String path = parts[1].replaceAll("\\{\\w+}", "0198c0de-0000-7000-8000-00000000dead");
        boolean hasBody = parts[0].equals("POST") || parts[0].equals("PATCH");
        return (hasBody ? request.contentType(ContentType.JSON).body("{\"nothing\": 1}") : request)
                .request(parts[0], path);
    }

    private static RequestSpecification bearer(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    private static Map<String, Set<String>> rows() {
        Map<String, Set<String>> rows = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
            rows.put(
                    words.get(0) + " " + words.get(1),
                    Set.copyOf(
                            words.subList(2, words.size()).stream().distinct().toList()));
        }
        return rows;
    }
}
