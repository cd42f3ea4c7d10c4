package dev.replyloop.access;

import dev.replyloop.shared.Csv;
import dev.replyloop.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/audit}: what was done, and by whom. */
@Path("/api/audit")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AuditResource {

    private static final int PAGE = 100;
    private static final int ACTION_MAX = 100;
    private static final int MAX_ROWS_OF_CSV = 100_000;
    private static final String ROWS = """
            SELECT id, at, caller, who, who_id, action, object, address, outcome, calls
            FROM audit_log
            WHERE at < $1 AND ($2::text IS NULL OR action = $2)
            ORDER BY at DESC, id DESC
            LIMIT $3
            """;

    private final Pool pool;
    private final AuditLog log;

    AuditResource(Pool pool, AuditLog log) {
        this.pool = pool;
        this.log = log;
    }

    @GET
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN)
    public Uni<AuditPage> list(@RestQuery String before, @RestQuery String action) {
        return read(before, action, PAGE + 1)
                .map(entries -> entries.size() <= PAGE
                        ? new AuditPage(entries, null)
                        : new AuditPage(
                                entries.subList(0, PAGE), entries.get(PAGE - 1).at()));
    }

    @GET
    @Path("/csv")
    @Produces("text/csv")
    @Allows(roles = Role.ADMIN, scopes = Scope.ADMIN, audit = "EXPORT_AUDIT_LOG")
    public Uni<RestResponse<String>> csv(@RestQuery String before, @RestQuery String action) {
        return read(before, action, MAX_ROWS_OF_CSV).map(entries -> {
            String text = entries.stream()
                    .map(AuditResource::line)
                    .collect(Collectors.joining(
                            "",
                            Csv.line("at", "caller", "who", "whoId", "action", "object", "address", "outcome", "calls"),
                            ""));
            return RestResponse.ResponseBuilder.ok(text)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"replyloop-audit.csv\"")
                    .build();
        });
    }

    private static String line(AuditEntry entry) {
        return Csv.line(
                entry.at(),
                entry.caller(),
                entry.who(),
                entry.whoId(),
                entry.action(),
                entry.object(),
                entry.address(),
                entry.outcome(),
                entry.calls());
    }

    private Uni<List<AuditEntry>> read(String before, String action, int limit) {
        if (action != null && action.length() > ACTION_MAX) {
            throw ProblemException.invalid("action", "must have at most " + ACTION_MAX + " characters");
        }
        Tuple values = Tuple.of(instant(before).atOffset(ZoneOffset.UTC), action, limit);
        return log.catchUp()
                .flatMap(written -> pool.preparedQuery(ROWS).execute(values))
                .map(AuditResource::entries);
    }

    private static Instant instant(String before) {
        if (before == null) {
            return Instant.parse("9999-01-01T00:00:00Z");
        }
        try {
            return Instant.parse(before);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid("before", "must be a time like 2026-03-01T12:00:00Z");
        }
    }

    private static List<AuditEntry> entries(RowSet<Row> rows) {
        List<AuditEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            entries.add(new AuditEntry(
                    row.getUUID("id"),
                    row.getOffsetDateTime("at").toInstant(),
                    Caller.Kind.valueOf(row.getString("caller")),
                    row.getString("who"),
                    row.getUUID("who_id"),
                    row.getString("action"),
                    row.getString("object"),
                    row.getString("address"),
                    row.getInteger("outcome"),
                    row.getInteger("calls")));
        }
        return entries;
    }
}
