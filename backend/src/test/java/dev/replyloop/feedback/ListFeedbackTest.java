package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.testing.Json;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ListFeedbackTest {

    private static final Instant START = Instant.parse("2026-01-10T12:00:00Z");

    /** Keeps each test's feedback apart from all the other tests'. */
    private final String agent = UUID.randomUUID().toString();

    private final String channel = "list-" + agent;

    @Test
    void showsTheNewestFirst() {
        String middle = taken(feedback().at(START.plusSeconds(1)));
        String newest = taken(feedback().at(START.plusSeconds(2)));
        String oldest = taken(feedback().at(START));
        assertEquals(List.of(newest, middle, oldest), ids(here()));
    }

    /** Equal letters: they take next to nothing in the database, and all of their length in an answer. */
    @Test
    void endsAPageOfLongTextsEarlyAndGoesOnWithTheNext() {
        String letters = "ä".repeat(19_990);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(
                    0,
                    taken(feedback()
                            .with("message", letters)
                            .with("aiReply", letters + i)
                            .at(START.plusSeconds(i))));
        }
        assertEquals(ids, walk(this::here, "/api/feedback", 60));
        assertEquals(ids, walk(this::here, "/api/training-prompts", 60));
    }

    private static List<String> walk(Supplier<RequestSpecification> call, String path, int count) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification page = call.get().queryParam("limit", 200);
            if (cursor != null) {
                page.queryParam("cursor", cursor);
            }
            String body = page.get(path).then().statusCode(200).extract().asString();
            assertTrue(body.getBytes(StandardCharsets.UTF_8).length < 3 << 20, "a page has more than 3 MiB");
            JsonNode json = Json.of(body);
            ids.addAll(Json.each(json.path("items"), item -> item.path("id").asText()));
            cursor = json.path("nextCursor").textValue();
        } while (cursor != null && ids.size() < count);
        return ids.subList(0, count);
    }

    @Test
    void showsFiftyUnlessToldOtherwise() {
        postBatch(IntStream.range(0, 51).mapToObj(i -> feedback().fields()).toList());
        here().get("/api/feedback").then().body("items", hasSize(50));
        here().queryParam("limit", 51)
                .get("/api/feedback")
                .then()
                .body("items", hasSize(51))
                .body("nextCursor", nullValue());
    }

    @Test
    void hasNoNextPageWhereNothingFollows() {
        postBatch(IntStream.range(0, 4).mapToObj(i -> feedback().fields()).toList());
        String cursor = here().queryParam("limit", 2)
                .get("/api/feedback")
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("nextCursor");
        here().queryParam("limit", 2)
                .queryParam("cursor", cursor)
                .get("/api/feedback")
                .then()
                .body("items", hasSize(2))
                .body("nextCursor", nullValue());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 30})
    void pagesNeitherRepeatNorSkipWhileFeedbackArrives(int limit) {
        // Three share each moment, so that many pages end between equals.
        List<Map<String, Object>> items = IntStream.range(0, 30)
                .mapToObj(i -> feedback().at(START.plusSeconds(i / 3)).fields())
                .toList();
        List<String> posted = new ArrayList<>(postBatch(items).extract().path("results.id"));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = here().queryParam("limit", limit);
            JsonNode page = Json.of((cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/api/feedback")
                    .then()
                    .statusCode(200));
            seen.addAll(idsIn(page));
            cursor = page.path("nextCursor").textValue();
            taken(feedback().at(START.plus(1, ChronoUnit.DAYS)));
        } while (cursor != null);

        assertEquals(30, new HashSet<>(seen).size());
        assertEquals(30, seen.size());
        // Newest first by (occurredAt, id): each group of three, then within it by id.
        List<String> expected = new ArrayList<>();
        for (int moment = 9; moment >= 0; moment--) {
            List<String> equals = new ArrayList<>(posted.subList(3 * moment, 3 * moment + 3));
            equals.sort(Comparator.reverseOrder());
            expected.addAll(equals);
        }
        assertEquals(expected, seen);
    }

    @Test
    void pagesGoOnWhereTheLastItemWasErasedMeanwhile() {
        List<NewFeedbackBuilder> posted = IntStream.range(0, 4)
                .mapToObj(i -> feedback().at(START.plusSeconds(i)))
                .toList();
        List<String> ids =
                new ArrayList<>(posted.stream().map(one -> taken(one)).toList());
        Collections.reverse(ids);
        String cursor = here().queryParam("limit", 2)
                .get("/api/feedback")
                .then()
                .extract()
                .path("nextCursor");
        call().delete("/api/customer-messages/" + posted.get(2).messageId())
                .then()
                .statusCode(204);
        assertEquals(ids.subList(2, 4), ids(here().queryParam("cursor", cursor)));
    }

    @ParameterizedTest
    @CsvSource({"true, up", "false, down"})
    void keepsThumbsUpOrDownAlone(boolean useful, String kept) {
        Map<String, String> ids =
                Map.of("up", taken(feedback()), "down", taken(feedback().with("useful", false)));
        assertEquals(List.of(ids.get(kept)), ids(here().queryParam("useful", useful)));
    }

    @Test
    void keepsOneOfSeveralChannelsModelsAndReasons() {
        NewFeedbackBuilder down = thumbsDown().with("agentId", agent).at(START);
        String first = taken(down.with("channel", channel).with("model", "m1").with("reason", "TONE"));
        String second = taken(
                another(down).with("channel", channel + "2").with("model", "m2").with("reason", "OTHER"));
        String none = taken(another(down).with("comment", channel));
        String day = "&from=2026-01-10&to=2026-01-10";

        assertFound("?channel=" + channel, first);
        assertFound("?channel=" + channel + "&channel=" + channel + "2", first, second);
        assertFound("?channel=" + channel + "&channel=nobody", first);
        assertFound("?channel=nobody");
        assertFound("?channel=" + channel + "&model=m1&reason=TONE", first);
        assertFound("?channel=" + channel + "&model=m2");
        assertFound("?channel=" + channel + "&model=m1&model=m2", first);
        assertFound("?channel=" + channel + "&channel=" + channel + "2&reason=TONE&reason=OTHER", first, second);
        assertFound("?channel=" + channel + "&reason=RUDE");
        assertFound("?channel=" + channel + "&reason=");
        assertTrue(listed("?channel=&model=&reason=" + day + "&limit=200").contains(none));
        assertTrue(listed("?channel=&channel=" + channel + day + "&limit=200").containsAll(List.of(none, first)));
        assertTrue(Collections.disjoint(listed("?channel=" + day + "&limit=200"), List.of(first, second)));
    }

    @Test
    void findsWhatStandsOnOneMessage() {
        NewFeedbackBuilder feedback = thumbsUp().at("2026-03-01T10:00:00Z");
        String first = taken(feedback);
        String second = taken(feedback.with("aiReply", "Another suggestion").at("2026-03-02T10:00:00Z"));
        taken(thumbsUp());
        assertFound("?messageId=" + feedback.messageId(), second, first);
        assertFound("?messageId=" + feedback.messageId() + "&useful=false");
        assertFound("?messageId=" + UUID.randomUUID());
        assertProblem(call().get("/api/feedback?messageId=7").then(), 400, "invalid-request", "messageId");
        assertProblem(call().get("/api/feedback?overrideCase=7").then(), 400, "invalid-request", "overrideCase");
    }

    @Test
    void keepsOneAiReply() {
        String reply = "Reply of " + agent;
        String first = taken(feedback().with("aiReply", reply).at(START));
        String second = taken(feedback().with("aiReply", reply).at(START.plusSeconds(1)));
        taken(feedback());
        String hash = sha256(reply);
        assertFound("?aiReplyId=" + hash, second, first);
        assertFound("?aiReplyId=" + hash.toUpperCase(Locale.ROOT), second, first);
        assertFound("?aiReplyId=" + "0".repeat(64));
        call().get("/api/feedback/" + first).then().body("aiReplyId", equalTo(hash));
    }

    @Test
    void keepsReportingDaysWithBothEndsIncluded() {
        String before = taken(feedback().at("2026-01-09T23:59:59.999999Z"));
        String first = taken(feedback().at("2026-01-10T00:00:00Z"));
        String last = taken(feedback().at("2026-01-11T23:59:59.999999Z"));
        String after = taken(feedback().at("2026-01-12T00:00:00Z"));
        String mine = "?channel=" + channel;
        assertFound(mine + "&from=2026-01-10&to=2026-01-11", last, first);
        assertFound(mine + "&from=2026-01-10", after, last, first);
        assertFound(mine + "&to=2026-01-11", last, first, before);
        assertFound(mine + "&from=2026-01-12&to=2026-01-12", after);
        assertFound(mine + "&from=0001-01-01&to=9999-12-31", after, last, first, before);
    }

    @Test
    void findsTheOldestAndAFarWindow() {
        String ancient = taken(feedback().at("0001-01-01T00:00:00Z"));
        assertFound("?channel=" + channel + "&from=0001-01-01&to=0001-01-01", ancient);
        assertFound("?channel=" + channel + "&from=9999-12-31");
    }

    @Test
    void pagesReachTheOldestThatCanBePosted() {
        String newest = taken(feedback().at(START));
        String older = taken(feedback().at("0001-01-01T00:00:00.000001Z"));
        String oldest = taken(feedback().at("0001-01-01T00:00:00Z"));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = Json.of(call().get("/api/feedback?limit=1&channel=" + channel + cursor)
                    .then()
                    .statusCode(200));
            seen.addAll(idsIn(page));
            cursor = page.hasNonNull("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : null;
        }
        assertEquals(List.of(newest, older, oldest), seen);
    }

    @Test
    void combinesEveryFilter() {
        NewFeedbackBuilder wanted = override()
                .with("channel", channel)
                .with("model", "m1")
                .with("reason", "TONE")
                .with("message", "Where is my Päckchen?")
                .at(START);
        String id = taken(wanted);
        taken(another(wanted).with("useful", true).without("reason"));
        taken(another(wanted).with("model", "m2"));
        taken(another(wanted).with("reason", "OTHER"));
        taken(another(wanted).with("message", "Something else"));
        taken(another(wanted).at("2026-01-11T00:00:00Z"));
        taken(another(wanted).with("aiReply", "Another reply"));
        assertFound(
                "?useful=false&channel=" + channel + "&model=m1&reason=TONE&from=2026-01-10&to=2026-01-10&limit=5"
                        + "&q=p%C3%A4ck&aiReplyId=" + sha256("It will arrive tomorrow."),
                id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Where is my PARCEL?  | parcel",
                "Where is my parcel?  | PARCEL?",
                "Öffnet ihr am Ärmel? | öffnet ihr am ärmel",
                "öffnet ihr am ärmel  | ÖFFNET IHR AM ÄRMEL",
                "Где моя ПОСЫЛКА      | посылка",
                "где моя посылка      | МОЯ ПОСЫЛКА",
                "Πού είναι ΤΟ ΔΈΜΑ    | το δέμα",
                "50% off_today        | 50% OFF_",
                "a\\b c!d             | A\\B C!D",
                "it's \"quoted\"      | IT'S \"Q",
                "🙂 thanks 🙏          | 🙂 THANKS 🙏"
            })
    void findsATextWhateverItsCase(String text, String searched) {
        NewFeedbackBuilder other = feedback().with("message", "other").with("aiReply", "other");
        String message = taken(other.with("message", "- " + text + " -").at(START));
        String aiReply =
                taken(another(other).with("aiReply", "- " + text + " -").at(START.plusSeconds(1)));
        String agentReply = taken(another(other)
                .with("useful", false)
                .with("agentReply", "- " + text + " -")
                .at(START.plusSeconds(2)));
        taken(another(other).with("comment", text).at(START));
        assertEquals(List.of(agentReply, aiReply, message), ids(here().queryParam("q", searched)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "!", "a%c", "a_c", "!%", "\\%", "%%", "__", "*", "?", ".", "[a]", "(", "'"})
    void takesWildcardsLiterally(String wildcard) {
        taken(feedback().with("message", "abc").with("aiReply", "abc"));
        String literal = taken(feedback().with("message", "x" + wildcard + "y").with("aiReply", "abc"));
        assertEquals(List.of(literal), ids(here().queryParam("q", wildcard)));
    }

    @Test
    void takesABlankSearchAsNone() {
        String id = taken(feedback());
        assertEquals(List.of(id), ids(here().queryParam("q", "  ")));
    }

    @Test
    void searchesTheTextThatIsShownNow() {
        NewFeedbackBuilder first =
                feedback().with("message", "the earlier words").at(START);
        String id = taken(first);
        taken(first.with("message", "the later words").at(START.plusSeconds(1)));
        assertEquals(List.of(), ids(here().queryParam("q", "earlier")));
        assertEquals(List.of(id), ids(here().queryParam("q", "later")));
    }

    @Test
    void showsWhatAMessageWithSeveralRepliesHas() {
        NewFeedbackBuilder first = feedback().at(START);
        String one = taken(first);
        String two = taken(first.with("aiReply", "Another").at(START.plusSeconds(1)));
        assertEquals(List.of(two, one), ids(here()));
    }

    private NewFeedbackBuilder feedback() {
        return thumbsUp().with("channel", channel).with("agentId", agent);
    }

    private static NewFeedbackBuilder another(NewFeedbackBuilder feedback) {
        return feedback.with("messageId", UUID.randomUUID().toString());
    }

    private RequestSpecification here() {
        return call().queryParam("channel", channel);
    }

    private static List<String> ids(RequestSpecification request) {
        return idsIn(Json.of(request.get("/api/feedback").then().statusCode(200)));
    }

    private static List<String> listed(String query) {
        return idsIn(Json.of(call().urlEncodingEnabled(false)
                .get("/api/feedback" + query)
                .then()
                .statusCode(200)));
    }

    private static List<String> idsIn(JsonNode page) {
        return Json.each(page.path("items"), item -> item.path("id").asText());
    }

    private static void assertFound(String query, String... ids) {
        List<String> found = listed(query);
        assertEquals(new HashSet<>(List.of(ids)), new HashSet<>(found), query);
        assertEquals(ids.length, found.size(), query);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
