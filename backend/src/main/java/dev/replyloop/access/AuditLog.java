package dev.replyloop.access;

import static dev.replyloop.shared.StartRefusedException.BEFORE_BACKGROUND_WORK;

import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.database.RepeatedTask;
import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.shared.problem.ProblemType;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Writes down who did what. Rows are written a quarter of a second later, many at once, and before a stop: a crash loses those of
 * that time. Reads and refusals are one row a minute for each caller and kind, with how many there were.
 */
@ApplicationScoped
class AuditLog {

    private static final Logger LOG = Logger.getLogger(AuditLog.class);

    private static final String WRITE = """
            INSERT INTO audit_log (caller, who, who_id, action, object, address, outcome, calls)
            SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[])
            """;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration OF_REPEATED = Duration.ofMinutes(1);
    /** The database refuses less too, so that who may call its upkeep can't empty the log with it. */
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(30);

    private static final Duration UPKEEP = Duration.ofHours(6);
    private static final int MAX_WAITING = 100_000;
    private static final int MAX_ROWS = 1_000;
    private static final int MAX_OBJECT = 200;

    private record Entry(
            String caller, String who, UUID whoId, String action, String object, String address, int outcome) {}

    private final ConcurrentLinkedQueue<Map.Entry<Entry, Integer>> waiting = new ConcurrentLinkedQueue<>();
    private final Map<Entry, Integer> repeated = new ConcurrentHashMap<>();
    private final List<Cancellable> tasks = new ArrayList<>();
    private final Pool pool;
    private final Duration retention;
    private final boolean isCommand;
    private long repeatedSince = System.nanoTime();

    AuditLog(
            Pool pool,
            @ConfigProperty(name = "replyloop.audit.retention", defaultValue = "400D") Duration retention,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.retention = retention;
        this.isCommand = isCommand;
    }

    void check(@Observes @Priority(BEFORE_BACKGROUND_WORK) StartupEvent started) {
        if (retention.compareTo(SHORTEST_RETENTION) < 0) {
            throw new StartRefusedException(
                    "replyloop.audit.retention is how long the audit log is kept, 30 days at least, such as 400D.");
        }
    }

    void start(@Observes StartupEvent started) {
        if (isCommand) {
            return;
        }
        tasks.add(RepeatedTask.start(
                new FailureLog(LOG, "The audit log can't be written; it is tried again"), PAUSE, () -> write(false)));
        tasks.add(RepeatedTask.start(
                new FailureLog(LOG, "The audit log's months can't be kept; it is tried again"),
                UPKEEP,
                this::keepPartitions));
        keepPartitions()
                .subscribe()
                .with(done -> {}, failure -> LOG.warn("The audit log's months can't be kept yet", failure));
    }

    void stop(@Observes ShutdownEvent shutdown) {
        tasks.forEach(Cancellable::cancel);
        write(true).onFailure().recoverWithNull().await().atMost(Duration.ofSeconds(5));
    }

    /**
     * Something was done, or tried.
     *
     * @param object the ids that it was done to; empty where there is none
     * @param outcome the HTTP status
     * @param reads whether it only read: such are added up
     */
    void done(Caller caller, String action, String object, String address, int outcome, boolean reads) {
        Entry entry = new Entry(
                caller.kind().name(),
                caller.name(),
                caller.id(),
                action,
                object.isEmpty() || reads ? null : storable(object),
                address,
                outcome);
        if (reads) {
            addUp(entry);
        } else {
            waiting.add(Map.entry(entry, 1));
        }
    }

    /** A call was refused. */
    void refused(Caller caller, String address, ProblemType why) {
        addUp(new Entry(
                caller.kind().name(), caller.name(), caller.id(), "REFUSED", why.slug(), address, why.status()));
    }

    private void addUp(Entry entry) {
        if (repeated.size() < MAX_WAITING) {
            repeated.merge(entry, 1, Integer::sum);
        }
    }

    /** Writes what this instance knows, so that who reads the log reads all of it; what can't be written is tried again later. */
    Uni<Void> catchUp() {
        return write(true).onFailure().recoverWithNull();
    }

    private Uni<Void> write(boolean all) {
        if (all || System.nanoTime() - repeatedSince > OF_REPEATED.toNanos()) {
            repeatedSince = System.nanoTime();
            for (Entry entry : repeated.keySet()) {
                waiting.add(Map.entry(entry, repeated.remove(entry)));
            }
        }
        List<Map.Entry<Entry, Integer>> rows = new ArrayList<>();
        while (rows.size() < MAX_ROWS && !waiting.isEmpty()) {
            rows.add(waiting.poll());
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple values = Tuple.tuple()
                .addValue(rows.stream().map(row -> row.getKey().caller).toArray(String[]::new))
                .addValue(rows.stream().map(row -> row.getKey().who).toArray(String[]::new))
                .addValue(rows.stream().map(row -> row.getKey().whoId).toArray(UUID[]::new))
                .addValue(rows.stream().map(row -> row.getKey().action).toArray(String[]::new))
                .addValue(rows.stream().map(row -> row.getKey().object).toArray(String[]::new))
                .addValue(rows.stream().map(row -> row.getKey().address).toArray(String[]::new))
                .addValue(rows.stream().map(row -> row.getKey().outcome).toArray(Integer[]::new))
                .addValue(rows.stream().map(Map.Entry::getValue).toArray(Integer[]::new));
        return pool.preparedQuery(WRITE)
                .execute(values)
                .onFailure()
                .invoke(failure -> {
                    // While the database is away no more is kept than memory can hold.
                    if (waiting.size() < MAX_WAITING) {
                        waiting.addAll(rows);
                    }
                })
                .flatMap(done -> all || !waiting.isEmpty()
                        ? write(all)
                        : Uni.createFrom().voidItem());
    }

    /** What stood in an address may be anything; one row that can't be written would hold up all behind it. */
    private static String storable(String object) {
        return object.substring(0, Math.min(MAX_OBJECT, object.length())).replace('\0', ' ');
    }

    private Uni<Void> keepPartitions() {
        return pool.preparedQuery("SELECT keep_audit_partitions(make_interval(secs => $1))")
                .execute(Tuple.of((double) retention.toSeconds()))
                .replaceWithVoid();
    }
}
