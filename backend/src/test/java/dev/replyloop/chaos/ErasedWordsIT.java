package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.NewFeedbackBuilder;
import dev.replyloop.testing.Sql;
import dev.replyloop.trial.EmbeddedDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Erased is erased: of what was written nothing is left, wherever it had got to. Topics are found by the real model. */
class ErasedWordsIT {

    private static final String RARE = "Zwillingsbruder";
    private static final String REPLY = "Every " + RARE + " gets a voucher";
    private static final int RARE_MESSAGES = 40;
    private static final int OTHER_MESSAGES = 330;
    private static final List<String> SUBJECTS = List.of(
            "My parcel has not arrived and the tracking page says nothing",
            "I can not sign in, my password is refused every time",
            "The invoice for my last order has the wrong address on it",
            "How do I send a pair of shoes back and get my money",
            "Please cancel my monthly subscription at the end of the term");
    /** Every column of every table, as the question how many of its values hold a text, written as a row of one query. */
    private static final String COLUMNS = """
            SELECT string_agg(format('SELECT %L WHERE EXISTS (SELECT FROM %I WHERE strpos(lower(%s), lower(%%1$L)) > 0)',
                                     table_name || '.' || column_name, table_name,
                                     CASE data_type WHEN 'bytea' THEN format('encode(%I, ''hex'')', column_name)
                                                    ELSE format('%I::text', column_name) END), ' UNION ALL ')
            FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
            WHERE table_schema = 'public' AND table_type = 'BASE TABLE'""";

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("a rare name that is erased from topics, replies and everything else")
    void nothingIsLeftOfARareName() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")))) {
            String url = database.url();
            List<NewFeedbackBuilder> rare = IntStream.range(0, RARE_MESSAGES)
                    .mapToObj(i -> NewFeedbackBuilder.override()
                            .with("message", "The violin of my " + RARE + " is out of tune, concert " + i)
                            .with("aiReply", REPLY)
                            .with("agentReply", "Dear " + RARE + ", here it is")
                            .with("comment", RARE + " again"))
                    .toList();
            // Topics are found among all of them, not among those that happen to have a vector first.
            try (Backend intake =
                    Backend.start("replyloop.topics.enabled=false", "replyloop.database-url=" + url, "-Xmx512m")) {
                assertEquals(200, intake.post(Call.postBatch(rare, "rare")));
                assertEquals(200, intake.post(Call.postBatch(others(), "others")));
            }
            eraseAll(url, rare);
        }
        scenario.tell("%d messages erased; nothing in any column, answer or log", RARE_MESSAGES);
    }

    private static void eraseAll(String url, List<NewFeedbackBuilder> rare) throws Exception {
        try (Backend backend =
                Backend.start("replyloop.topics.enabled=true", "replyloop.database-url=" + url, "-Xmx512m")) {
            Eventually.holds("a topic has the name in its name", () -> topicsNamed(url, RARE) == 1);
            String topic = Sql.text(url, "SELECT id FROM topics WHERE name LIKE '%" + RARE + "%'");
            Sql.execute(url, "UPDATE topics SET hidden = true, corrected = true WHERE id = '" + topic + "'");
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(REPLY.getBytes(StandardCharsets.UTF_8)));
            Eventually.holds(
                    "the reply counts as repeated", () -> found(url, digest).contains("repeated_replies.ai_reply_id"));
            assertTrue(found(url, RARE).contains("topics.name"), "the search of every column finds what is there");

            for (NewFeedbackBuilder feedback : rare.subList(1, RARE_MESSAGES)) {
                assertEquals(204, backend.erase(feedback.messageId()));
            }
            assertEquals(1, topicsNamed(url, RARE), "one of its messages still accounts for the name");
            assertEquals(204, backend.erase(rare.get(0).messageId()));

            assertEquals(List.of(), found(url, RARE));
            Eventually.holds("its digest is gone", () -> found(url, digest).isEmpty());
            for (String path : List.of(
                    "/api/topics",
                    "/api/feedback?limit=200",
                    "/api/feedback?q=" + RARE,
                    "/api/training-prompts?limit=200",
                    "/api/feedback/analytics",
                    "/api/feedback/analytics/topics",
                    "/api/feedback/analytics/overrides")) {
                assertFalse(backend.body(path).contains(RARE), path);
            }
            Eventually.holds(
                    "it is named anew, or gone",
                    () -> Sql.text(url, "SELECT count(*) FROM topics WHERE unnamed")
                            .equals("0"));
            assertEquals(List.of(), found(url, RARE));
            assertFalse(backend.output().contains(RARE), "the log");
            backend.assertUnhurt();
        }
    }

    private static long topicsNamed(String url, String word) throws Exception {
        return Long.parseLong(Sql.text(url, "SELECT count(*) FROM topics WHERE name LIKE '%" + word + "%'"));
    }

    /** The columns that hold a text. */
    private static List<String> found(String url, String word) throws Exception {
        String query = Sql.text(url, COLUMNS).replace("%1$L", "'" + word + "'");
        String columns = Sql.text(url, "SELECT string_agg(at, ' ') FROM (" + query + ") AS found (at)");
        return columns == null ? List.of() : List.of(columns.split(" "));
    }

    private static List<NewFeedbackBuilder> others() {
        List<NewFeedbackBuilder> others = new ArrayList<>();
        for (int i = 0; i < OTHER_MESSAGES; i++) {
            others.add(NewFeedbackBuilder.override()
                    .with("message", SUBJECTS.get(i % SUBJECTS.size()) + ", order " + i)
                    .with("aiReply", "Reply " + i));
        }
        return others;
    }
}
