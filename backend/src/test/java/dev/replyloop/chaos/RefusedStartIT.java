package dev.replyloop.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Sql;
import dev.replyloop.trial.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person sees whose start is refused once the database is there. */
class RefusedStartIT {

    private static final Pattern COMMAND = Pattern.compile("REPLYLOOP_REPORTING_ZONE=(\\S+) java -jar (\\S+) (\\S+)$");

    private static final Pattern REASSIGNMENT = Pattern.compile("REASSIGN OWNED BY .*;");

    @RegisterExtension
    final Scenario scenario = new Scenario();

    @Test
    @DisplayName("starts that are refused: another zone, another schema")
    void oneSentenceSaysWhyAndWhatWorks() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")))) {
            Backend.start("replyloop.database-url=" + database.url()).close();
            Map<String, String> url = Map.of("REPLYLOOP_DATABASE_URL", database.url());

            String refusal = refusal(
                    Map.of("REPLYLOOP_DATABASE_URL", database.url(), "REPLYLOOP_REPORTING_ZONE", "Europe/Berlin"));
            Matcher command = COMMAND.matcher(refusal);
            assertTrue(command.find(), refusal);
            assertTrue(Path.of(command.group(2)).toFile().exists(), refusal);
            Backend.Ended moved = Backend.runToEnd(
                    Map.of("REPLYLOOP_DATABASE_URL", database.url(), "REPLYLOOP_REPORTING_ZONE", command.group(1)),
                    List.of(command.group(3)));
            assertEquals(0, moved.status(), () -> String.join("\n", moved.lines()));
            assertEquals("Europe/Berlin", Sql.text(database.url(), "SELECT zone FROM reporting_zone"));

            Sql.execute(database.url(), "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '3'");
            String changed = refusal(url);
            assertTrue(
                    changed.startsWith(
                            "ReplyLoop did not start. The database can't be brought to this version's schema: Migration checksum mismatch"),
                    changed);
        }
        scenario.tell("each in one sentence, and the command in it works as it stands");
    }

    @Test
    @DisplayName("starts that are refused: an application that owns what another role is to migrate")
    void theSentenceSaysHowTheSchemaChangesHands() throws Exception {
        try (EmbeddedDatabase database =
                EmbeddedDatabase.start(EmbeddedDatabase.Settings.temporary(Path.of("target", "embedded-postgres")))) {
            Backend.start("replyloop.database-url=" + database.url()).close();
            Sql.execute(database.superuserUrl(), "CREATE ROLE \"the owner\" LOGIN PASSWORD 'secret'");
            Map<String, String> twoRoles = Map.of(
                    "REPLYLOOP_DATABASE_URL",
                    database.url(),
                    "REPLYLOOP_MIGRATION_USERNAME",
                    "the owner",
                    "REPLYLOOP_MIGRATION_PASSWORD",
                    "secret");

            String refusal = refusal(twoRoles);
            Matcher command = REASSIGNMENT.matcher(refusal);
            assertTrue(command.find(), refusal);
            Sql.execute(database.superuserUrl(), command.group());
            Backend.start(
                            "replyloop.database-url=" + database.url(),
                            "replyloop.migration-username=the owner",
                            "replyloop.migration-password=secret")
                    .close();
            assertEquals(
                    "t",
                    Sql.text(
                            database.superuserUrl(),
                            "SELECT has_table_privilege('replyloop', 'feedback', 'INSERT')"
                                    + " AND NOT has_table_privilege('replyloop', 'audit_log', 'DELETE')"));
        }
        scenario.tell("refused in one sentence; after the command in it the same start works");
    }

    private static String refusal(Map<String, String> environment) throws Exception {
        Backend.Ended ended = Backend.runToEnd(environment, List.of());
        String output = String.join("\n", ended.lines());
        assertEquals(1, ended.status(), output);
        assertTrue(ended.lines().stream().noneMatch(line -> line.startsWith("\tat ")), output);
        List<String> sentences = ended.lines().stream()
                .filter(line -> line.startsWith("ReplyLoop did not start."))
                .toList();
        assertEquals(1, sentences.size(), output);
        return sentences.get(0);
    }
}
