package dev.replyloop.topics;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsDown;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.TopicRows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of the topics, and what they correct. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CorrectTopicsTest {

    private static final String DAY = "2024-05-06T09:00:00Z";
    private static final String WINDOW = "from=2024-05-06&to=2024-05-06";

    @Inject
    Database database;

    @Inject
    TopicRows topics;

    /** Keeps each test's topics and feedback apart from all the other tests'. */
    private final String mark = UUID.randomUUID().toString();

    @AfterEach
    void countersAgreeWithARecount() {
        topics.assertCountersExact();
    }

    @Test
    void areListedByNameWithTheirTypicalMessages() {
        UUID second = topics.found("b " + mark);
        UUID first = topics.found("A " + mark);
        NewFeedbackBuilder typical = thumbsUp().with("message", "Typical of " + mark);
        topics.place(second, taken(typical));
        topics.typical(second, typical.messageId());
        correct(first, Map.of("hidden", true)).statusCode(200);

        ValidatableResponse listed = call().get("/api/topics").then().statusCode(200);
        String mine = "items.findAll { it.name.endsWith('" + mark + "') }";
        listed.body(mine + ".id", contains(first.toString(), second.toString()))
                .body(mine + ".hidden", contains(true, false))
                .body(mine + ".namedByPerson", contains(false, false))
                .body(mine + "[0].typicalMessage", nullValue())
                .body(mine + "[1].typicalMessage.messageId", equalTo(typical.messageId()))
                .body(mine + "[1].typicalMessage.message", equalTo("Typical of " + mark))
                .body("progress.messagesNeeded", equalTo(300));

        call().delete("/api/customer-messages/" + typical.messageId()).then().statusCode(204);
        call().get("/api/topics").then().body(mine + "[1].typicalMessage", nullValue());
    }

    @Test
    void areShownWithTheirTwentyNewestMessages() {
        UUID topic = topics.found(mark);
        List<String> placed = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            NewFeedbackBuilder feedback = thumbsUp().with("message", "Message " + i);
            topics.place(topic, taken(feedback));
            placed.add(feedback.messageId());
        }
        Collections.reverse(placed);
        show(topic)
                .body("name", equalTo(mark))
                .body("messages.messageId", is(placed.subList(0, 20)))
                .body("messages[0].message", equalTo("Message 22"))
                .body("messages.byPerson", everyItem(is(false)));
    }

    @Test
    void areNewWhileAllTheirFeedbackIsOfTheLastSevenDays() {
        UUID old = topics.found("old " + mark);
        UUID fresh = topics.found("fresh " + mark);
        Instant now = Instant.now();
        topics.place(
                old,
                taken(feedback(thumbsDown()).at(now.toString())),
                taken(feedback(thumbsDown()).at(now.minus(Duration.ofDays(8)).toString())));
        topics.place(
                fresh,
                taken(feedback(thumbsDown()).at(now.minus(Duration.ofDays(5)).toString())));
        call().get("/api/feedback/analytics/topics?channel=" + mark)
                .then()
                .body("items.id", contains(old.toString(), fresh.toString()))
                .body("items.isNew", contains(false, true));
    }

    @Test
    void areRenamedForGood() {
        UUID topic = topics.found(mark);
        topics.place(topic, taken(thumbsUp()));
        long version = version();

        correct(topic, Map.of("name", "  Parcel " + mark + "\n"))
                .statusCode(200)
                .body("name", equalTo("Parcel " + mark))
                .body("namedByPerson", is(true))
                .body("hidden", is(false));

        show(topic).body("name", equalTo("Parcel " + mark)).body("messages.byPerson", contains(true));
        assertTrue(isCorrected(topic));
        assertTrue(version() > version, "who has read the topics before must read them again");
        // Its own name is nobody else's.
        correct(topic, Map.of("name", "PARCEL " + mark)).statusCode(200).body("name", equalTo("PARCEL " + mark));
    }

    @Test
    void areHiddenAndShownAgain() {
        UUID topic = topics.found(mark);
        topics.place(topic, taken(override().with("channel", mark).at(DAY)));
        String path = "/api/feedback/analytics/topics?" + WINDOW + "&channel=" + mark;

        correct(topic, Map.of("hidden", true))
                .statusCode(200)
                .body("hidden", is(true))
                .body("namedByPerson", is(false));
        call().get(path).then().body("items", empty()).body("other.total", equalTo(0));
        call().get("/api/feedback/analytics/overrides?" + WINDOW + "&channel=" + mark)
                .then()
                .body("items", empty());
        assertTrue(isCorrected(topic));
        show(topic).body("messages.byPerson", contains(true));

        correct(topic, Map.of("hidden", false)).statusCode(200).body("hidden", is(false));
        call().get(path).then().body("items.id", contains(topic.toString()));
    }

    /** The oldest and largest of three, so that age, totals and comparisons would all miss it. */
    @Test
    void changeNothingBesideThemWhenTheyAreHidden() {
        UUID hidden = topics.found("hidden " + mark);
        UUID fresh = topics.found("fresh " + mark);
        UUID third = topics.found("third " + mark);
        Instant now = Instant.now();
        for (int i = 0; i < 12; i++) {
            for (int daysAgo : new int[] {2, 8}) {
                Instant then = now.minus(Duration.ofDays(daysAgo));
                topics.place(hidden, taken(feedback(thumbsDown()).at(then.toString())));
                topics.place(
                        third,
                        taken(feedback(daysAgo == 2 ? thumbsDown() : thumbsUp()).at(then.toString())));
            }
            topics.place(
                    fresh,
                    taken(feedback(thumbsDown())
                            .at(now.minus(Duration.ofDays(3)).toString())));
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        String week = "&from=" + today.minusDays(6) + "&to=" + today;
        for (String filter : new String[] {"", "&reason="}) {
            String path = "/api/feedback/analytics/topics?channel=" + mark + week + filter;
            JsonPath before = call().get(path).jsonPath();
            correct(hidden, Map.of("hidden", true)).statusCode(200);
            JsonPath after = call().get(path).jsonPath();

            String others = "items.findAll { it.id != '" + hidden + "' }";
            assertEquals(2, after.getList("items").size());
            assertEquals(before.getList(others), after.getList("items"));
            assertEquals(before.getMap("other"), after.getMap("other"));
            assertEquals(36, after.getInt("all.notUsefulCount"));
            assertEquals(before.getMap("all"), after.getMap("all"));
            correct(hidden, Map.of("hidden", false)).statusCode(200);
        }
    }

    @Test
    void areMergedWithTheirFigures() {
        UUID gone = topics.found("gone " + mark);
        UUID kept = topics.found("kept " + mark);
        topics.place(gone, taken(feedback(thumbsUp())), taken(feedback(thumbsDown())));
        topics.place(kept, taken(feedback(override())));

        call().contentType(ContentType.JSON)
                .body(Map.of("into", kept))
                .post("/api/topics/" + gone + "/merge")
                .then()
                .statusCode(200)
                .body("id", equalTo(kept.toString()))
                .body("name", equalTo("kept " + mark))
                .body("namedByPerson", is(false));

        assertProblem(call().get("/api/topics/" + gone).then(), 404, "not-found");
        show(kept).body("messages", hasSize(3)).body("messages.byPerson", everyItem(is(true)));
        assertTrue(isCorrected(kept));
        figures()
                .body("items.id", contains(kept.toString()))
                .body("items[0].total", equalTo(3))
                .body("items[0].usefulCount", equalTo(1))
                .body("items[0].notUsefulCount", equalTo(2))
                .body("items[0].overriddenCount", equalTo(1));
        call().get("/api/feedback?topic=" + kept).then().body("items", hasSize(3));
        call().get("/api/feedback?topic=" + gone).then().body("items", empty());
    }

    @Test
    void giveAMessageAwayToATopicOfItsOwn() {
        UUID topic = topics.found("whole " + mark);
        NewFeedbackBuilder leaving = feedback(thumbsDown());
        NewFeedbackBuilder staying = feedback(override());
        topics.place(topic, taken(leaving), taken(leaving.with("aiReply", "Another suggestion")), taken(staying));
        topics.typical(topic, leaving.messageId());

        ValidatableResponse answer =
                split(topic, leaving.messageId(), " part " + mark + " ").statusCode(201);
        String found = answer.extract().path("id");

        answer.header("Location", endsWith("/api/topics/" + found))
                .body("name", equalTo("part " + mark))
                .body("namedByPerson", is(true))
                .body("typicalMessage.messageId", equalTo(leaving.messageId()));
        assertTrue(isCorrected(UUID.fromString(found)));
        show(UUID.fromString(found))
                .body("messages.messageId", contains(leaving.messageId()))
                .body("messages.byPerson", contains(true));
        show(topic).body("messages.messageId", contains(staying.messageId())).body("typicalMessage", nullValue());
        figures()
                .body("items.id", contains(found, topic.toString()))
                .body("items.total", contains(2, 1))
                .body("items.overriddenCount", contains(0, 1));
    }

    @Test
    void loseWhatIsErased() {
        UUID topic = topics.found(mark);
        NewFeedbackBuilder erased = feedback(override());
        topics.place(topic, taken(erased), taken(feedback(thumbsUp())));
        figures().body("items[0].total", equalTo(2)).body("items[0].overriddenCount", equalTo(1));

        call().delete("/api/customer-messages/" + erased.messageId()).then().statusCode(204);

        figures().body("items[0].total", equalTo(1)).body("items[0].overriddenCount", equalTo(0));
        show(topic).body("messages", hasSize(1)).body("messages.messageId", not(contains(erased.messageId())));
    }

    @Test
    void keepTheirNamesApart() {
        UUID one = topics.found("One " + mark);
        UUID other = topics.found("Other " + mark);
        NewFeedbackBuilder feedback = feedback(thumbsUp());
        topics.place(one, taken(feedback));
        correct(other, Map.of("hidden", true));

        assertProblem(correct(one, Map.of("name", "oTHER " + mark, "hidden", true)), 409, "topic-name-taken");
        assertProblem(split(one, feedback.messageId(), "one " + mark), 409, "topic-name-taken");

        show(one)
                .body("name", equalTo("One " + mark))
                .body("hidden", is(false))
                .body("messages.byPerson", contains(false));
    }

    @Test
    void takeManyCorrectionsAtOnce() {
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UUID topic = topics.found(i + " " + mark);
            topics.place(topic, taken(feedback(thumbsUp())), taken(feedback(thumbsDown())));
            all.add(topic);
        }
        List<Callable<Integer>> merges = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            UUID merged = all.get(i);
            UUID into = all.get(i + 1);
            merges.add(() -> call().contentType(ContentType.JSON)
                    .body(Map.of("into", into))
                    .post("/api/topics/" + merged + "/merge")
                    .statusCode());
        }
        List<Integer> statuses = Crowd.atOnce(merges);

        // Whoever came after their topic's target was merged away was told so; nothing was lost on the way.
        assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 400), statuses::toString);
        assertEquals(16, database.count("SELECT sum(total)::bigint FROM topic_daily WHERE channel = $1", mark));
        assertEquals(
                8 - statuses.stream().filter(status -> status == 200).count(),
                database.count("SELECT count(*) FROM topics WHERE name LIKE '% ' || $1", mark));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                             | ``",
                "{\"name\": null}               | ``",
                "null                           | ``",
                "{\"name\": \"  \"}             | name",
                "{\"name\": \"a\\u0000\"}       | name",
                "{\"name\": 7}                  | name",
                "{\"hidden\": \"true\"}         | hidden",
                "{\"hidden\": 1}                | hidden",
                "{\"hidden\": true, \"id\": 1}  | id",
                "[]                             | ``"
            })
    void refuseACorrectionThatSaysNothing(String body, String field) {
        UUID topic = topics.found(mark);
        assertProblem(correct(topic, body), 400, "invalid-request", field);
        show(topic).body("name", equalTo(mark)).body("hidden", is(false));
    }

    @Test
    void takeANameOfEightyCharactersAndNoMore() {
        UUID topic = topics.found(mark);
        String longest = "🙂".repeat(44) + mark;
        correct(topic, Map.of("name", " " + longest + " ")).statusCode(200).body("name", equalTo(longest));
        assertProblem(correct(topic, Map.of("name", longest + "x")), 400, "invalid-request", "name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "merge | {}                                             | into",
                "merge | null                                           | ``",
                "merge | {\"into\": \"topic\"}                          | into",
                "merge | {\"into\": \"TOPIC\"}                          | into",
                "merge | {\"into\": \"NOBODY\"}                         | into",
                "merge | {\"into\": \"NOBODY\", \"from\": 1}            | from",
                "split | {\"name\": \"x\"}                              | messageId",
                "split | {\"messageId\": \"NOBODY\"}                    | name",
                "split | {\"messageId\": \"NOBODY\", \"name\": \" \"}   | name",
                "split | {\"messageId\": \"NOBODY\", \"name\": \"new\"} | messageId",
                "split | {\"messageId\": \"ELSEWHERE\", \"name\": \"n\"}| messageId",
                "split | null                                           | ``"
            })
    void refuseWhatNamesNothing(String call, String body, String field) {
        UUID topic = topics.found(mark);
        NewFeedbackBuilder elsewhere = thumbsUp();
        topics.place(topics.found("else " + mark), taken(elsewhere));
        String named = body.replace("TOPIC", topic.toString())
                .replace("NOBODY", UUID.randomUUID().toString())
                .replace("ELSEWHERE", elsewhere.messageId());
        long version = version();
        assertProblem(
                call().contentType(ContentType.JSON)
                        .body(named)
                        .post("/api/topics/" + topic + "/" + call)
                        .then(),
                400,
                "invalid-request",
                field);
        assertEquals(version, version());
    }

    @Test
    void areNotFoundUnderAnyOtherId() {
        UUID nobody = UUID.randomUUID();
        UUID topic = topics.found(mark);
        assertProblem(call().get("/api/topics/" + nobody).then(), 404, "not-found");
        assertProblem(correct(nobody, Map.of("hidden", true)), 404, "not-found");
        // Nobody's, even where the name is another's.
        assertProblem(correct(nobody, Map.of("name", mark)), 404, "not-found");
        assertProblem(
                call().contentType(ContentType.JSON)
                        .body(Map.of("into", topic))
                        .post("/api/topics/" + nobody + "/merge")
                        .then(),
                404,
                "not-found");
        assertProblem(split(nobody, UUID.randomUUID().toString(), "new " + mark), 404, "not-found");
        assertProblem(call().get("/api/topics/7").then(), 400, "invalid-request", "id");
        assertProblem(call().get("/api/topics?hidden=true").then(), 400, "invalid-request", "hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/merge", "/split"})
    void takeJsonAlone(String call) {
        assertProblem(
                call().contentType(ContentType.TEXT)
                        .body("{}")
                        .request(call.isEmpty() ? "PATCH" : "POST", "/api/topics/" + UUID.randomUUID() + call)
                        .then(),
                415,
                "unsupported-media-type");
    }

    private NewFeedbackBuilder feedback(NewFeedbackBuilder kind) {
        return kind.with("channel", mark).at(DAY);
    }

    private ValidatableResponse figures() {
        return call().get("/api/feedback/analytics/topics?" + WINDOW + "&channel=" + mark)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse show(UUID topic) {
        return call().get("/api/topics/" + topic).then().statusCode(200);
    }

    private static ValidatableResponse correct(UUID topic, Object body) {
        return call().contentType(ContentType.JSON)
                .body(body)
                .patch("/api/topics/" + topic)
                .then();
    }

    private static ValidatableResponse split(UUID topic, String messageId, String name) {
        return call().contentType(ContentType.JSON)
                .body(Map.of("messageId", messageId, "name", name))
                .post("/api/topics/" + topic + "/split")
                .then();
    }

    private boolean isCorrected(UUID topic) {
        return database.count("SELECT count(*) FROM topics WHERE id = $1 AND corrected", topic) == 1;
    }

    private long version() {
        return database.count("SELECT version FROM topic_progress");
    }
}
