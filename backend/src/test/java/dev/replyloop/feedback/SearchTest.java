package dev.replyloop.feedback;

import static dev.replyloop.testing.Api.call;
import static dev.replyloop.testing.Api.postBatch;
import static dev.replyloop.testing.Api.taken;
import static dev.replyloop.testing.NewFeedbackBuilder.override;
import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static dev.replyloop.testing.Problems.assertProblem;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.testing.Crowd;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.Json;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.PostgresResource;
import dev.replyloop.testing.Sql;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.common.mapper.TypeRef;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding what lies further back than a list looks at by itself: by the search index, and by its tail. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchTest {

    private static final Instant LONG_AGO = Instant.parse("2001-05-31T12:00:00Z");
    private static final String WAITING = SqlFile.read("search/waiting.sql");

    /** How far the index has come with what a test posts. */
    enum Index {
        BEHIND,
        COMPLETE
    }

    @Inject
    SearchIndexer indexer;

    @Inject
    Database database;

    @ConfigProperty(name = "replyloop.database-url")
    String url;

    /** A word that no other test says. */
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    private final String channel = "search-" + word;

    /** More than a list looks at by itself lies before everything that is searched for here. */
    @BeforeEach
    void muchIsNewer() {
        if (database.count("SELECT count(*) FROM feedback WHERE channel = 'newer'") == 0) {
            postBatch(IntStream.range(0, 600)
                    .mapToObj(i -> thumbsUp()
                            .with("channel", "newer")
                            .at(LONG_AGO.plus(1_000 + i % 40, ChronoUnit.DAYS))
                            .fields())
                    .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatAPlainFilterFinds(Index index) throws Exception {
        Random random = new Random(7);
        try (Held fillers = holdFillers()) {
            String[] syllables = {"par", "cel", "ÄRG", "er", "Я", "по", " ", " ", "%", "_", "\\", "!", "50", "b", "."};
            List<Map<String, Object>> items = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                boolean useful = random.nextBoolean();
                NewFeedbackBuilder item = (useful ? thumbsUp() : override().with("agentReply", text(random, syllables)))
                        .with("message", "m" + text(random, syllables))
                        .with("aiReply", "a" + text(random, syllables))
                        .with("channel", random.nextInt(4) == 0 ? channel + "2" : channel)
                        .with("model", "m" + random.nextInt(3))
                        .at(LONG_AGO.minus(random.nextInt(100), ChronoUnit.DAYS));
                items.add((useful ? item : item.with("reason", "TONE")).fields());
            }
            postBatch(items).statusCode(200);
            if (index == Index.COMPLETE) {
                fillers.letGo();
                complete();
            }
            for (String searched : List.of(
                    "par",
                    "celpar",
                    "ärger",
                    "ЯПО",
                    "l p",
                    "50 arger b",
                    "50%",
                    "%_",
                    "\\",
                    "!",
                    "b.",
                    "r5",
                    "apar",
                    "zzz")) {
                for (String filters : List.of(
                        "channel=" + channel,
                        "channel=" + channel + "&channel=" + channel + "2&model=m1",
                        "useful=false&model=m0&from=2001-03-01&to=2001-05-20",
                        "reason=TONE&channel=" + channel + "2",
                        "from=2001-01-01&to=2001-12-31")) {
                    assertEquals(plainly(searched, filters), listed(searched, filters), searched + " " + filters);
                }
            }
        }
    }

    /** A text that is on more days than are looked at one by one, and too often for all of it to be read at once. */
    @ParameterizedTest
    @EnumSource
    void findsWhatIsFrequentAndOld(Index index) throws Exception {
        try (Held fillers = holdFillers()) {
            for (int batch = 0; batch < 2; batch++) {
                postBatch(IntStream.range(0, 550)
                                .mapToObj(i -> old().with("message", "No " + i + " " + word)
                                        .at(LONG_AGO.minus(i % 45, ChronoUnit.DAYS))
                                        .fields())
                                .toList())
                        .statusCode(200);
            }
            if (index == Index.COMPLETE) {
                fillers.letGo();
                complete();
            }
            List<String> all = plainly(word, "channel=" + channel);
            assertEquals(1_100, all.size());
            assertEquals(all, pages(call().queryParam("q", word).queryParam("limit", 200)));
        }
    }

    @Test
    void findsAtOnceAndOnceItIsIndexed() throws Exception {
        String id;
        try (Held fillers = holdFillers()) {
            id = taken(old().with("message", "before " + word + " after"));
            assertEquals(List.of(id), find(word));
            assertEquals(0, indexed(id));
            fillers.letGo();
        }
        complete();
        assertEquals(1, indexed(id));
        assertEquals(List.of(id), find(word.substring(3).toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @EnumSource
    void forgetsTheEarlierVerdictsText(Index index) throws Exception {
        NewFeedbackBuilder first = old().with("useful", false).with("agentReply", "early " + word);
        String id = taken(first);
        complete();
        try (Held fillers = holdFillers()) {
            taken(first.with("agentReply", "late" + word).at(LONG_AGO.plusSeconds(1)));
            if (index == Index.COMPLETE) {
                fillers.letGo();
                complete();
            }
            assertEquals(List.of(), find("early " + word));
            assertEquals(List.of(id), find("late" + word));
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsEveryFeedbackOnAMessageByItsNewText(Index index) throws Exception {
        NewFeedbackBuilder one = old().with("message", "early" + word);
        String first = taken(one);
        NewFeedbackBuilder other = one.with("aiReply", "Another").at(LONG_AGO.plusSeconds(1));
        String second = taken(other);
        complete();
        try (Held fillers = holdFillers()) {
            taken(other.with("message", "late" + word).at(LONG_AGO.plusSeconds(2)));
            if (index == Index.COMPLETE) {
                fillers.letGo();
                complete();
            }
            assertEquals(List.of(), find("early" + word));
            assertEquals(List.of(second, first), find("late" + word));
            // The same verdict again is unchanged, but the text is what it says once more.
            taken(one.at(LONG_AGO.plusSeconds(3)));
            assertEquals(List.of(second, first), find("early" + word));
            assertEquals(List.of(), find("late" + word));
        }
        complete();
        assertEquals(List.of(second, first), find("early" + word));
    }

    @Test
    void missesNothingThatCommitsLate() throws Exception {
        complete();
        UUID message = UUID.randomUUID();
        try (Connection late = Sql.connect(url);
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute("INSERT INTO customer_messages VALUES ('" + message + "', 'late " + word + "', now())");
            statement.execute("INSERT INTO feedback (message_id, ai_reply_id, ai_reply, useful, occurred_at,"
                    + " confirmed_at, verdict_digest, channel) VALUES ('" + message + "', sha256('a'), 'a', true,"
                    + " '" + LONG_AGO + "', '" + LONG_AGO + "', '', '" + channel + "')");
            String early = taken(old().with("message", "early " + word));
            indexer.fill().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertEquals(List.of(early), find(word));
            late.commit();
        }
        assertEquals(2, find(word).size());
        complete();
        assertEquals(2, find(word).size());
        assertEquals(2, database.count("SELECT count(*) FROM feedback_search WHERE strpos(text, $1) > 0", word));
        database.query("DELETE FROM feedback WHERE message_id = $1", message);
    }

    @Test
    void leavesNothingOfAnErasedMessage() {
        NewFeedbackBuilder feedback = old().with("message", word);
        String id = taken(feedback);
        complete();
        call().delete("/api/customer-messages/" + feedback.messageId()).then().statusCode(204);
        assertEquals(0, indexed(id));
        assertEquals(List.of(), find(word));
    }

    @Test
    void erasesBesideTheFillers() {
        List<NewFeedbackBuilder> posted = IntStream.range(0, 200)
                .mapToObj(i -> old().with("message", word + " " + i))
                .toList();
        postBatch(posted.stream().map(NewFeedbackBuilder::fields).toList());
        Crowd.atOnce(List.of(this::fillOnce, this::fillOnce, () -> {
            posted.forEach(one -> call().delete("/api/customer-messages/" + one.messageId())
                    .then()
                    .statusCode(204));
            return null;
        }));
        complete();
        assertEquals(0, database.count("SELECT count(*) FROM feedback_search WHERE text LIKE $1 || '%'", word));
        assertEveryFeedbackIsIndexedOnce();
    }

    @Test
    void severalFillersDoNoHarm() {
        postBatch(IntStream.range(0, 700)
                .mapToObj(i -> old().with("message", word).fields())
                .toList());
        Crowd.atOnce(4, this::fillOnce);
        complete();
        assertEveryFeedbackIsIndexedOnce();
    }

    @Test
    void indexesAnewAfterTheDatabaseWasRestoredIntoAYoungerServer() throws Exception {
        String id = taken(old().with("message", "restored " + word));
        complete();
        String later;
        try (Held fillers = holdFillers()) {
            database.query("UPDATE search_progress SET changed_in = '9000000000000000000'");
            database.query("UPDATE feedback SET changed_in = '8999999999999999999' WHERE id = $1::text::uuid", id);
            later = taken(old().with("message", "later " + word).at(LONG_AGO.plusSeconds(1)));
            fillers.letGo();
        }
        Eventually.holds("the marks are behind the counter again", () -> {
            fillOnce();
            return database.count("SELECT count(*) FROM search_progress WHERE changed_in > pg_current_xact_id()") == 0;
        });
        complete();
        assertEquals(List.of(later, id), find(word));
        assertEveryFeedbackIsIndexedOnce();
    }

    @ParameterizedTest
    @EnumSource
    void findsFeedbackOnOneReply(Index index) throws Exception {
        try (Held fillers = holdFillers()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(0, taken(old().with("aiReply", word).at(LONG_AGO.plusSeconds(i))));
            }
            if (index == Index.COMPLETE) {
                fillers.letGo();
                complete();
            }
            String reply =
                    call().get("/api/feedback/" + ids.get(0)).then().extract().path("aiReplyId");
            assertEquals(ids, pages(call().queryParam("aiReplyId", reply).queryParam("limit", 2)));
        }
    }

    @Test
    void saysWhatHelpsWhereASearchTakesTooLong() throws Exception {
        try (Connection slow = Sql.connect(url);
                Statement statement = slow.createStatement()) {
            taken(old().with("aiReply", word));
            statement.execute("ALTER FUNCTION search_matches RENAME TO search_matches_aside");
            try {
                statement.execute("""
                        CREATE FUNCTION search_matches(text, text[], text[]) RETURNS boolean LANGUAGE plpgsql AS
                            'BEGIN PERFORM pg_sleep(6); RETURN false; END'""");
                assertProblem(call().queryParam("q", word).get("/api/feedback").then(), 400, "invalid-request", "q");
            } finally {
                statement.execute("DROP FUNCTION search_matches");
                statement.execute("ALTER FUNCTION search_matches_aside RENAME TO search_matches");
            }
        }
    }

    @Test
    void aSearchThatWaitsForTheDatabaseIsNotTheCallersFault() throws Exception {
        try (Connection slow = Sql.connect(url);
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("LOCK TABLE feedback_search");
            assertProblem(call().queryParam("q", word).get("/api/feedback").then(), 503, "locked");
        }
    }

    /** What people see and what is stored differ in ways that nobody types. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Grüße aus der Straße        | GRÜSSE AUS DER STRASSE
            STRASSE                     | straße
            Müller                      | mueller
            Mueller                     | müller
            Müller                      | Muller
            Büro                        | buero
            Buero                       | Büro
            Malmø und Århus             | malmoe aarhus
            Ὀδυσσεύς                    | ΟΔΥΣΣΕΥΣ
            ИВАНОВ Ёлка                 | иванов елка
            İSTANBUL ışık               | istanbul ISIK
            naïve café                  | NAIVE cafe
            le cœur                     | coeur
            “quoted” – it’s             | quoted - it's
            １２３４５ ＡＢＣ                  | 12345 abc
            wrapped\\nover\\r\\n  lines | wrapped over lines
            no\u00A0break               | no break
            soft\u00ADhyphen zero\u200Bwidth | softhyphen zerowidth
            e\u0301te\u0301              | été
            \u30AB\u3099ラス            | ガラス
            ﬁnal ½                      | final 1/2
            """)
    void findsWhatPeopleSee(String written, String typed) throws Exception {
        String id;
        try (Held fillers = holdFillers()) {
            id = taken(old().with("message", word + " " + unescaped(written)));
            assertEquals(List.of(id), find(word + " " + typed), "in the tail");
            fillers.letGo();
        }
        complete();
        assertEquals(List.of(id), find(word + " " + typed), "in the index");
        assertEquals(List.of(id), find(typed + " " + word), "in another order");
    }

    /** Without a word of three letters in a row for the index. */
    @Test
    void findsUmlautsInShortWords() {
        String first = taken(old().with("message", "Büro " + channel));
        String second = taken(old().with("message", "Buero " + channel).at(LONG_AGO.plusSeconds(1)));
        complete();
        for (String typed : List.of("büro", "BUERO")) {
            assertEquals(
                    List.of(second, first), pages(call().queryParam("q", typed).queryParam("channel", channel)));
        }
        assertEquals(List.of(first), pages(call().queryParam("q", "buro").queryParam("channel", channel)));
    }

    @Test
    void takesWordsInAnyOrderAndPhrasesAsTheyAre() {
        String id = taken(old().with("message", "one " + word + " two")
                .with("aiReply", "three four")
                .with("agentReply", "five\n six"));
        complete();
        for (String hit : List.of("two one", "FOUR wo one", "\"three  four\"", "„five six“ two", "\"five six", "ive")) {
            assertEquals(List.of(id), find(word + " " + hit), hit);
        }
        for (String miss : List.of("\"two three\"", "\"four three\"", "\"one two\"", "seven one", "\"five  seven\"")) {
            assertEquals(List.of(), find(word + " " + miss), miss);
        }
    }

    @Test
    void countsWhatIsFound() {
        postBatch(IntStream.range(0, 600)
                .mapToObj(
                        i -> old().with("message", "Counted " + i + " " + word).fields())
                .toList());
        assertEquals(Map.of("count", 600, "more", false), count("q", word));
        assertEquals(Map.of("count", 1, "more", false), count("q", word + " \"counted 599\""));
        postBatch(IntStream.range(0, 401)
                .mapToObj(i -> old().with("message", "More " + i + " " + word).fields())
                .toList());
        assertEquals(Map.of("count", 1_000, "more", true), count("q", word));
        assertEquals(Map.of("count", 1_000, "more", true), count("channel", channel));
        assertEquals(Map.of("count", 0, "more", false), count("aiReplyId", "0".repeat(64)));
        assertProblem(call().queryParam("limit", 1).get("/api/feedback/count").then(), 400, "invalid-request", "limit");
    }

    private static Map<String, Object> count(String parameter, String value) {
        return call().queryParam(parameter, value)
                .get("/api/feedback/count")
                .then()
                .statusCode(200)
                .extract()
                .as(new TypeRef<Map<String, Object>>() {});
    }

    @Test
    void refusesMoreWordsThanItLooksFor() {
        String words = "a ".repeat(SearchWords.MAX_WORDS);
        call().queryParam("q", words).get("/api/feedback").then().statusCode(200);
        assertProblem(call().queryParam("q", words + "b").get("/api/feedback").then(), 400, "invalid-request", "q");
    }

    /** White space, invisible characters and empty quotes ask for nothing. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "\u00A0", "\u200B", "\"\"", "“ ”"})
    void ignoresASearchForNothing(String nothing) {
        taken(old());
        assertEquals(
                pages(call().queryParam("channel", channel)),
                pages(call().queryParam("channel", channel).queryParam("q", nothing)));
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(u([0-9A-F]{4})|n|r)").matcher(text).replaceAll(match -> switch (match.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> String.valueOf((char) Integer.parseInt(match.group(2), 16));
        });
    }

    private NewFeedbackBuilder old() {
        return thumbsUp().with("channel", channel).at(LONG_AGO);
    }

    private static String text(Random random, String... syllables) {
        return String.join(
                "",
                IntStream.range(0, 1 + random.nextInt(8))
                        .mapToObj(i -> syllables[random.nextInt(syllables.length)])
                        .toList());
    }

    private Held holdFillers() throws SQLException {
        return new Held(Sql.connect(url));
    }

    /** Keeps every filler from its work until they are let go. */
    private record Held(Connection connection) implements AutoCloseable {

        Held {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(7352)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void letGo() throws SQLException {
            connection.close();
        }

        @Override
        public void close() throws SQLException {
            letGo();
        }
    }

    private Void fillOnce() throws Exception {
        indexer.fill().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return null;
    }

    private void complete() {
        Eventually.holds("everything is indexed", () -> {
            fillOnce();
            return database.count(WAITING, 1) == 0;
        });
    }

    private long indexed(String id) {
        return database.count("SELECT count(*) FROM feedback_search WHERE feedback_id = $1::text::uuid", id);
    }

    private void assertEveryFeedbackIsIndexedOnce() {
        assertEquals(0, database.count("""
                SELECT count(*) FROM feedback_search
                FULL JOIN (SELECT feedback.id, occurred_at, search_text(message, ai_reply, agent_reply) AS text
                           FROM feedback JOIN customer_messages ON customer_messages.id = message_id) AS live
                ON live.id = feedback_id
                WHERE (feedback_search.text, feedback_search.occurred_at) IS DISTINCT FROM (live.text, live.occurred_at)
                """));
        assertTrue(database.count("SELECT count(*) FROM feedback_search") > 600);
    }

    private List<String> find(String searched) {
        return pages(call().queryParam("q", searched));
    }

    private static List<String> listed(String searched, String filters) {
        RequestSpecification request = call().queryParam("q", searched).queryParam("limit", 37);
        for (String filter : filters.split("&")) {
            String[] pair = filter.split("=");
            request.queryParam(pair[0], pair[1]);
        }
        return pages(request);
    }

    /** Every page's items, to the last. */
    private static List<String> pages(RequestSpecification request) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification page = given().spec(request);
            JsonNode answer = Json.of((cursor == null ? page : page.queryParam("cursor", cursor))
                    .get("/api/feedback")
                    .then()
                    .statusCode(200));
            seen.addAll(Json.each(answer.path("items"), item -> item.path("id").asText()));
            cursor = answer.path("nextCursor").textValue();
        } while (cursor != null);
        return seen;
    }

    /** What a plain filter over everything gives. */
    private List<String> plainly(String searched, String filters) {
        StringBuilder where = new StringBuilder();
        Map<String, List<String>> values = new TreeMap<>();
        for (String filter : filters.split("&")) {
            String[] pair = filter.split("=");
            values.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
        }
        values.forEach((name, wanted) -> where.append(
                switch (name) {
                    case "from" -> " AND occurred_at >= '" + wanted.get(0) + "'";
                    case "to" -> " AND occurred_at < date '" + wanted.get(0) + "' + 1";
                    default -> " AND " + name + "::text IN ('" + String.join("','", wanted) + "')";
                }));
        return StreamSupport.stream(
                        database.query("""
                                SELECT feedback.id::text FROM feedback JOIN customer_messages ON customer_messages.id = message_id
                                     CROSS JOIN LATERAL (SELECT lower(concat_ws(E'\\n', message, ai_reply, agent_reply)) AS all_text) AS lowered
                                WHERE (SELECT bool_and(strpos(replace(all_text, 'ä', 'a'), replace(word, 'ä', 'a')) > 0
                                                       OR strpos(replace(all_text, 'ä', 'ae'), replace(word, 'ä', 'ae')) > 0)
                                       FROM string_to_table(lower($1), ' ') AS word)
                                """ + where + " ORDER BY occurred_at DESC, feedback.id DESC", searched)
                                .spliterator(),
                        false)
                .map(row -> row.getString(0))
                .toList();
    }
}
