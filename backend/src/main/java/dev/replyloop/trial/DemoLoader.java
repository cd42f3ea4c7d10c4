package dev.replyloop.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.replyloop.shared.ReportingZone;
import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.shared.problem.ProblemMapping;
import dev.replyloop.shared.problem.ProblemType;
import dev.replyloop.trial.DemoData.Load;
import dev.replyloop.trial.demo.DemoFeedback;
import dev.replyloop.trial.demo.DemoStory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Fills an empty trial with the demo data, through the door that every helpdesk uses. A load that was cut off is
 * finished at the next start: the story ends at the same moment again, so it is the same feedback.
 */
@ApplicationScoped
class DemoLoader {

    private static final Logger LOG = Logger.getLogger(DemoLoader.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int BATCH = 500;
    private static final int BATCHES_BETWEEN_REPORTS = 5;

    private final DemoData data;
    private final ObjectMapper json;
    private final ZoneId zone;
    private final boolean trial;
    private final boolean wanted;
    private final Clock clock = Clock.systemUTC();

    private volatile Thread loading;
    private volatile boolean stopping;

    DemoLoader(
            DemoData data,
            ObjectMapper json,
            ReportingZone zone,
            @ConfigProperty(name = "replyloop.trial") boolean trial,
            @ConfigProperty(name = "replyloop.trial.demo") boolean demo) {
        this.data = data;
        this.json = json;
        this.zone = ZoneId.of(zone.id());
        this.trial = trial;
        this.wanted = demo;
    }

    void loadOnceTheServerListens(@ObservesAsync HttpServerStart started, HttpServer server) {
        if (trial) {
            URI self = URI.create("http://127.0.0.1:" + server.getPort());
            loading = new Thread(() -> load(new BatchClient(self, json)), "demo-data");
            loading.start();
        }
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        stopping = true;
        if (loading != null) {
            loading.interrupt();
            loading.join();
        }
    }

    /**
     * Loads what is missing, and returns when it is there or when this thread is interrupted. While the database is not
     * available it waits, and then goes on: the dashboard says that more arrives.
     */
    void load(BatchClient client) {
        FailureLog outages = new FailureLog(LOG, "Demo data: the load waits for the database");
        try {
            while (!isLoaded(client, outages)) {
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.info("Demo data: cut off, the next start goes on");
        }
    }

    /** @return false where the database was not available */
    private boolean isLoaded(BatchClient client, FailureLog outages) throws InterruptedException {
        try {
            loadRest(client);
        } catch (RuntimeException e) {
            if (stopping) {
                LOG.info("Demo data: cut off, the next start goes on");
            } else if (ProblemMapping.toProblem(e).type() == ProblemType.DATABASE_UNAVAILABLE) {
                outages.failed(e);
                return false;
            } else {
                LOG.error("Demo data: given up, the next start tries again", e);
            }
        }
        return true;
    }

    private void loadRest(BatchClient client) throws InterruptedException {
        Optional<Load> begun = data.load();
        // What was begun is finished even where no demo data is wanted any more: half a story helps nobody.
        if (begun.isPresent() ? begun.get().completed() : !wanted || !data.isEmpty()) {
            return;
        }
        Instant anchor = begun.map(Load::anchor).orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS));
        DemoStory story = DemoStory.endingAt(anchor.atZone(zone).toLocalDate(), zone, anchor);
        if (begun.isEmpty()) {
            data.begin(anchor, story.size());
        }
        post(story, begun.map(Load::loaded).orElse(0), client);
        data.complete();
        LOG.infof("Demo data: all %,d verdicts are loaded", story.size());
    }

    private void post(DemoStory story, int alreadyLoaded, BatchClient client) throws InterruptedException {
        Iterator<DemoFeedback> remaining = story.feedback().skip(alreadyLoaded).iterator();
        int loaded = alreadyLoaded;
        for (int batches = 0; remaining.hasNext(); batches++) {
            if (batches % BATCHES_BETWEEN_REPORTS == 0) {
                LOG.infof("Demo data: %,d of %,d verdicts", loaded, story.size());
            }
            List<DemoFeedback> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && remaining.hasNext()) {
                batch.add(remaining.next());
            }
            client.post(batch);
            loaded += batch.size();
            data.progress(loaded);
        }
    }
}
