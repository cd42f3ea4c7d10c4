package dev.replyloop.shared.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Callers;
import dev.replyloop.testing.Database;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application's role may not do, where another role migrates; what it may, every other test shows. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class MigrationRoleTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    @Inject
    Database database;

    @Test
    void theApplicationOwnsNothing() {
        assertEquals(
                PostgresResource.APPLICATION,
                database.query("SELECT current_user").iterator().next().getString(0));
        assertEquals(0, database.count("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user"));
        assertEquals(0, database.count("SELECT count(*) FROM pg_proc WHERE pg_get_userbyid(proowner) = current_user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_log SET who = 'nobody'",
                "DELETE FROM audit_log",
                "TRUNCATE audit_log",
                "ALTER TABLE audit_log DISABLE TRIGGER ALL",
                "DROP TRIGGER audit_log_is_append_only ON audit_log",
                "DROP TABLE audit_log",
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TABLE mine (id int)",
                "DROP TABLE feedback CASCADE",
                "UPDATE flyway_schema_history SET checksum = 1",
            })
    void theApplicationChangesNeitherTheLogNorTheSchema(String statement) {
        PgException refused = assertThrows(PgException.class, () -> database.query(statement));
        assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSqlState(), refused::getMessage);
    }

    @Test
    void aMonthOfTheLogIsNotChangedBehindItsBack() {
        String month = database.query(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_log'::regclass")
                .iterator()
                .next()
                .getString(0);
        for (String statement : new String[] {"DELETE FROM ", "SELECT * FROM ", "DROP TABLE "}) {
            PgException refused = assertThrows(PgException.class, () -> database.query(statement + month));
            assertEquals(INSUFFICIENT_PRIVILEGE, refused.getSqlState(), refused::getMessage);
        }
    }

    @Test
    void theUpkeepOfTheLogEmptiesNothing() {
        PgException refused =
                assertThrows(PgException.class, () -> database.query("SELECT keep_audit_partitions('1 day')"));
        assertTrue(refused.getMessage().contains("30 days at least"), refused::getMessage);
    }

    /** An index, an operator class or a table of the caller's own must not be taken for ours by a function that acts as the owner. */
    @Test
    void functionsOfTheOwnersLookIntoNoSchemaOfTheCallers() throws SQLException {
        assertEquals(
                "0",
                Callers.text("SELECT count(*) FROM pg_proc WHERE prosecdef"
                        + " AND NOT coalesce(proconfig, '{}') && ARRAY['search_path=pg_catalog, public, pg_temp']"));
        assertEquals(
                "0",
                Callers.text(
                        "SELECT count(*) FROM pg_proc WHERE prosecdef AND has_function_privilege('public', oid, 'EXECUTE')"));
    }
}
