package dev.replyloop.access;

import static dev.replyloop.testing.Api.call;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.SignedJWT;
import dev.replyloop.testing.Callers;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in with company accounts, at an identity provider that the tests run themselves. */
@QuarkusTest
@TestProfile(CompanyAccountsTest.WithCompany.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(value = CompanyAccountsTest.IdentityProvider.class, restrictToAnnotatedClass = true)
class CompanyAccountsTest {

    private static final String COOKIE = "replyloop_session";
    private static final String CLIENT = "replyloop-test";
    private static final String REALM = "company";

    @TestHTTPResource("/api/session/oidc")
    URI signIn;

    /** Access is controlled, without another way in. */
    public static final class WithCompany implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "replyloop.access",
                    "on",
                    "replyloop.oidc.client-id",
                    CLIENT,
                    "replyloop.oidc.client-secret",
                    "a client secret of more than sixteen characters",
                    "replyloop.oidc.name",
                    "Example account",
                    "replyloop.oidc.groups.viewer",
                    "helpdesk,support",
                    "replyloop.oidc.groups.reviewer",
                    "leads",
                    "replyloop.oidc.groups.admin",
                    "platform");
        }
    }

    /** The company's identity provider. */
    public static final class IdentityProvider implements QuarkusTestResourceLifecycleManager {

        /** A key for each generation. */
        private static final class Keys extends KeyProvider {

            private volatile int generation;

            @Override
            public com.nimbusds.jose.jwk.JWK signingKey(String issuer) {
                return super.signingKey(issuer + "-" + generation);
            }
        }

        private static final Keys keys = new Keys();
        private static MockOAuth2Server server;

        @Override
        public Map<String, String> start() {
            server = new MockOAuth2Server(new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(keys)));
            server.start(InetAddress.getLoopbackAddress(), 0);
            return Map.of("replyloop.oidc.issuer", "http://localhost:" + port() + "/" + REALM);
        }

        @Override
        public void stop() {
            server.shutdown();
        }

        static int port() {
            return server.baseUrl().port();
        }

        /** From now on it signs with another key, and knows the old one no more. */
        static void changeKeys() {
            keys.generation++;
        }

        /** Who signs in next, and with what its ID token says. */
        static void next(String audience, long secondsValid, Map<String, Object> claims) {
            claims.put("aud", audience);
            server.enqueueCallback(new DefaultOAuth2TokenCallback(
                    REALM, (String) claims.get("sub"), "JWT", List.of(audience), claims, secondsValid));
        }
    }

    /** A browser: it keeps cookies, and is led by hand. */
    private static final class Browser {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> open(URI address) throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        }

        /** Follows redirects until one leads to the dashboard, and returns where it leads. */
        URI follow(URI address) throws IOException, InterruptedException {
            URI next = address;
            for (int i = 0; i < 10; i++) {
                HttpResponse<String> answer = open(next);
                assertTrue(
                        answer.statusCode() == 302 || answer.statusCode() == 303, answer.statusCode() + answer.body());
                next = next.resolve(answer.headers().firstValue("Location").orElseThrow());
                if (answer.statusCode() == 303) {
                    return next;
                }
            }
            throw new AssertionError("It is led round and round");
        }

        String session() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(COOKIE))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElse(null);
        }

        List<String> cookieNames() {
            return cookies.getCookieStore().getCookies().stream()
                    .map(HttpCookie::getName)
                    .toList();
        }
    }

    private final Browser browser = new Browser();

    @BeforeEach
    void nobodyIsThere() throws SQLException {
        Callers.sql("DELETE FROM accounts", "DELETE FROM one_time_links");
    }

    private static Map<String, Object> ada(String... groups) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", "ada-1815");
        claims.put("email", "ada@example.com");
        claims.put("name", "Ada Lovelace");
        claims.put("groups", List.of(groups));
        return claims;
    }

    private URI signIn(Map<String, Object> claims) throws IOException, InterruptedException {
        IdentityProvider.next(CLIENT, 3600, claims);
        return browser.follow(signIn);
    }

    @Test
    void theFirstPageSaysThatCompanyAccountsWork() {
        call().get("/api/setup").then().statusCode(200).body("companyAccount", equalTo("Example account"));
    }

    @Test
    void adminsSeeWhichGroupsMayDoWhat() throws Exception {
        signIn(ada("platform"));
        call().cookie(COOKIE, browser.session())
                .get("/api/settings")
                .then()
                .statusCode(200)
                .body("signIn.companyAccounts.name", equalTo("Example account"))
                .body("signIn.companyAccounts.roles.role", contains("VIEWER", "REVIEWER", "ADMIN"))
                .body("signIn.companyAccounts.roles[0].groups", contains("helpdesk", "support"))
                .body("signIn.sessionIdle", equalTo("PT12H"))
                .body("retention.auditLog", equalTo("PT9600H"));
    }

    @Test
    void whoTheCompanyKnowsIsSignedInWithTheRolesOfTheirGroups() throws Exception {
        URI dashboard = signIn(ada("helpdesk", "leads", "chess club"));

        assertNull(dashboard.getQuery());
        assertEquals(List.of(COOKIE), browser.cookieNames());
        call().cookie(COOKIE, browser.session())
                .get("/api/session")
                .then()
                .statusCode(200)
                .body("account.email", equalTo("ada@example.com"))
                .body("account.name", equalTo("Ada Lovelace"))
                .body("account.password", equalTo(false))
                .body("roles", containsInAnyOrder("VIEWER", "REVIEWER"));
        call().cookie(COOKIE, browser.session()).get("/api/people").then().statusCode(403);
    }

    @Test
    void theFirstAdminMayComeFromTheCompanyAndGivesMoreRolesThatStay() throws Exception {
        signIn(ada("platform"));
        String admin = browser.session();
        String id = call().cookie(COOKIE, admin)
                .get("/api/people")
                .then()
                .statusCode(200)
                .body("items[0].groupRoles", contains("ADMIN"))
                .body("items[0].roles", equalTo(List.of()))
                .body("items[0].company", equalTo(true))
                .body("items[0].invited", equalTo(false))
                .extract()
                .path("items[0].id");
        call().cookie(COOKIE, admin)
                .contentType("application/json")
                .body(Map.of("roles", List.of("PRIVACY")))
                .patch("/api/people/" + id)
                .then()
                .statusCode(200);

        signIn(ada("platform", "support"));
        call().cookie(COOKIE, browser.session())
                .get("/api/session")
                .then()
                .body("roles", containsInAnyOrder("ADMIN", "PRIVACY", "VIEWER"));
    }

    @Test
    void whoLostTheirGroupsIsNotLetInAndTheirSessionsEnd() throws Exception {
        signIn(ada("helpdesk"));
        String before = browser.session();
        assertEquals("sign-in=no-role", signIn(ada("chess club")).getQuery());
        Eventually.holds(
                "the earlier session is over",
                () -> call().cookie(COOKIE, before).get("/api/session").statusCode() == 401);
    }

    @Test
    void whoIsDisabledHereOrHasNoAddressIsToldSo() throws Exception {
        signIn(ada("helpdesk"));
        Callers.sql("UPDATE accounts SET disabled_at = now()");
        assertEquals("sign-in=locked-out", signIn(ada("helpdesk")).getQuery());

        Map<String, Object> nameless = ada("helpdesk");
        nameless.remove("email");
        assertEquals("sign-in=no-address", signIn(nameless).getQuery());
    }

    @Test
    void anAccountOfAnotherSortWithTheSameAddressIsTakenOverOnlyWhenTheProviderVouches() throws Exception {
        Callers.person("Ada@example.com", "DEVELOPER");
        assertEquals("sign-in=address-taken", signIn(ada("helpdesk")).getQuery());
        assertNull(browser.session());

        Map<String, Object> vouched = ada("helpdesk");
        vouched.put("email_verified", true);
        assertNull(signIn(vouched).getQuery());
        call().cookie(COOKIE, browser.session())
                .get("/api/session")
                .then()
                .body("roles", containsInAnyOrder("VIEWER", "DEVELOPER"));

        Map<String, Object> another = ada("helpdesk");
        another.put("sub", "somebody else");
        another.put("email_verified", true);
        assertEquals("sign-in=address-taken", signIn(another).getQuery());
    }

    @Test
    void aTokenForAnotherApplicationIsRefused() throws Exception {
        IdentityProvider.next("another-application", 3600, ada("helpdesk"));
        assertEquals("sign-in=failed", browser.follow(signIn).getQuery());
        assertNull(browser.session());
    }

    @Test
    void aTokenThatIsTooOldIsRefused() throws Exception {
        IdentityProvider.next(CLIENT, -3600, ada("helpdesk"));
        assertEquals("sign-in=failed", browser.follow(signIn).getQuery());
        assertNull(browser.session());
    }

    @Test
    void anotherKeyOfTheProviderIsTakenUp() throws Exception {
        signIn(ada("helpdesk"));
        IdentityProvider.changeKeys();
        assertNull(signIn(ada("helpdesk", "leads")).getQuery());
        call().cookie(COOKIE, browser.session()).get("/api/session").then().body("roles", hasItem("REVIEWER"));
    }

    @Test
    void whoSignedOutIsNotKnownHereUntilTheyAskAgain() throws Exception {
        signIn(ada("helpdesk"));
        String session = browser.session();
        call().cookie(COOKIE, session).delete("/api/session").then().statusCode(204);
        call().cookie(COOKIE, session).get("/api/session").then().statusCode(401);

        IdentityProvider.next(CLIENT, 3600, ada("helpdesk"));
        HttpResponse<String> asked = browser.open(signIn);
        URI provider = URI.create(asked.headers().firstValue("Location").orElseThrow());
        assertEquals(IdentityProvider.port(), provider.getPort());
        assertTrue(provider.getQuery().contains("code_challenge="), provider.getQuery());
        assertTrue(provider.getQuery().contains("nonce="), provider.getQuery());
        browser.follow(provider);
    }

    @Test
    void aCallbackOfAnotherBrowserSignsNobodyIn() throws Exception {
        IdentityProvider.next(CLIENT, 3600, ada("helpdesk"));
        HttpResponse<String> asked = browser.open(signIn);
        HttpResponse<String> known =
                browser.open(URI.create(asked.headers().firstValue("Location").orElseThrow()));
        URI callback = URI.create(known.headers().firstValue("Location").orElseThrow());

        Browser victim = new Browser();
        HttpResponse<String> tricked = victim.open(callback);
        assertNull(victim.session());
        assertFalse(tricked.headers().firstValue("Location").orElse("").isEmpty());
        browser.follow(callback);
    }

    @Test
    void whoBreaksOffAtTheProviderIsToldSo() throws Exception {
        URI broken = URI.create(signIn + "?error=access_denied&state=x");
        assertEquals("sign-in=cancelled", browser.follow(broken).getQuery());
    }

    @Test
    void aBearerTokenOfTheProviderIsNoKey() {
        SignedJWT token = IdentityProvider.server.issueToken(REALM, "ada-1815", CLIENT, ada("platform"));
        given().header("Authorization", "Bearer " + token.serialize())
                .get("/api/people")
                .then()
                .statusCode(401);
    }
}
