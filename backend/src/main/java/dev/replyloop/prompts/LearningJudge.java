package dev.replyloop.prompts;

import dev.replyloop.embedding.SimilarMessages;
import dev.replyloop.embedding.SimilarMessages.Similar;
import dev.replyloop.embedding.WrittenText;
import dev.replyloop.feedback.IngestActivity;
import dev.replyloop.shared.BackgroundThread;
import dev.replyloop.shared.MaintenanceCommand;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.shared.database.BackgroundPool;
import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.text.Masking;
import dev.replyloop.text.PersonalData;
import dev.replyloop.topics.SentenceModel;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Judges every override and every thumbs-up once, in the order of their times: whether what was learned before them held the
 * answer, or would have misled. One instance at a time, the one that holds an advisory lock; it gives way to the intake.
 */
@ApplicationScoped
class LearningJudge {

    private static final Logger LOG = Logger.getLogger(LearningJudge.class);
    private static final String NEXT = SqlFile.read("prompts/next-unjudged.sql");
    private static final String VERDICTS = SqlFile.read("prompts/verdicts-with-topics.sql");
    private static final String STORE = SqlFile.read("prompts/store-judgements.sql");
    private static final String ALONE = AdvisoryLock.LEARNING_JUDGE.tryForConnection();
    private static final String NO_LONGER_ALONE = AdvisoryLock.LEARNING_JUDGE.unlock();
    /** Before rows of feedback in topics are locked, as moving and erasing them does. */
    private static final String LOCK_TOPICS = AdvisoryLock.TOPIC_CHANGE.lockForTransaction();

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAGE = 100;
    /** As many as a prompt holds where its caller says nothing. */
    private static final int EXAMPLES = 4;
    /** Of so many drawn at random, some are of other matters and have a right reply. */
    private static final int DRAWN_FOR_CONTROL = 24;

    private static final int VERDICTS_OF_A_MESSAGE = 10;
    private static final int MAX_REMEMBERED = 20_000;
    /** So many times as long as a page took it waits for the intake, at most. */
    private static final int PATIENCE_WITH_INTAKE = 50;

    private final Pool pool;
    private final VectorFollower vectors;
    private final SentenceModel model;
    private final PromptsConfig config;
    private final Masking masking;
    private final IngestActivity intake;
    private final boolean isCommand;
    private final BackgroundThread thread = new BackgroundThread(
            "learning-judge", new FailureLog(LOG, "Overrides can't be judged; it is tried again"), this::step);

    LearningJudge(
            @ReactiveDataSource(BackgroundPool.NAME) Pool pool,
            VectorFollower vectors,
            SentenceModel model,
            PromptsConfig config,
            Masking masking,
            IngestActivity intake,
            @ConfigProperty(name = MaintenanceCommand.SETTING, defaultValue = "false") boolean isCommand) {
        this.pool = pool;
        this.vectors = vectors;
        this.model = model;
        this.config = config;
        this.masking = masking;
        this.intake = intake;
        this.isCommand = isCommand;
    }

    void start(@Observes StartupEvent started) {
        if (model.isEnabled() && !isCommand) {
            thread.start();
        }
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        thread.stop();
    }

    /** Judges all that can be judged, unless another instance is at it. */
    private Duration step() {
        SqlConnection connection = await(pool.getConnection());
        try {
            if (await(connection.query(ALONE).execute()).iterator().next().getBoolean(0)) {
                try {
                    judgeAll(connection);
                } finally {
                    await(connection.query(NO_LONGER_ALONE).execute());
                }
            }
        } finally {
            await(connection.close());
        }
        return PAUSE;
    }

    private void judgeAll(SqlConnection connection) {
        Memory memory = new Memory(masking.personalData());
        List<Open> page = next(connection);
        while (!page.isEmpty() && !Thread.currentThread().isInterrupted()) {
            long begun = System.nanoTime();
            store(stored(page, judge(page, connection, memory)), connection);
            intake.giveWay(PATIENCE_WITH_INTAKE * (System.nanoTime() - begun));
            page = page.size() < PAGE ? List.of() : next(connection);
        }
    }

    private static void store(Tuple judgements, SqlConnection connection) {
        await(connection
                .begin()
                .flatMap(transaction -> connection
                        .query(LOCK_TOPICS)
                        .execute()
                        .flatMap(locked -> connection.preparedQuery(STORE).execute(judgements))
                        .onItemOrFailure()
                        .call((rows, failure) -> failure == null ? transaction.commit() : transaction.rollback())));
    }

    /** @param topicId null where the message is in none */
    private record Open(PastVerdict verdict, String changedIn, UUID topicId) {}

    private List<Open> next(SqlConnection connection) {
        VectorFollower.Mark mark = vectors.mark();
        List<Open> page = new ArrayList<>();
        for (Row row : await(connection
                .preparedQuery(NEXT)
                .execute(Tuple.of(model.get().id(), mark.changedIn(), mark.messageId(), PAGE)))) {
            page.add(new Open(written(PastVerdict.of(row, 1)), row.getString("changed_in"), row.getUUID("topic_id")));
        }
        return page;
    }

    private static PastVerdict written(PastVerdict verdict) {
        return verdict.withMessage(WrittenText.of(verdict.message()));
    }

    private Map<UUID, Judgement> judge(List<Open> page, SqlConnection connection, Memory memory) {
        // On all cores: each verdict is looked at for itself, and the next page waits until the intake is quiet.
        Map<UUID, Map<UUID, Double>> near = page.parallelStream()
                .collect(Collectors.toConcurrentMap(open -> open.verdict.feedbackId(), open -> near(open.verdict)));
        Map<UUID, Set<UUID>> drawn = new HashMap<>();
        Set<UUID> wanted = new HashSet<>();
        for (Open open : page) {
            UUID id = open.verdict.feedbackId();
            Map<UUID, Double> similarities = near.get(id);
            wanted.addAll(similarities.keySet());
            if (open.verdict.overridden()) {
                Set<UUID> any = vectors.messages()
                        .any(
                                new Random(id.getLeastSignificantBits()),
                                DRAWN_FOR_CONTROL,
                                open.verdict.occurredAt().toEpochMilli());
                any.removeAll(similarities.keySet());
                any.remove(open.verdict.messageId());
                drawn.put(id, any);
                wanted.addAll(any);
            }
        }
        memory.read(wanted, connection);
        return page.parallelStream()
                .collect(Collectors.toConcurrentMap(
                        open -> open.verdict.feedbackId(),
                        open -> judge(
                                open,
                                near.get(open.verdict.feedbackId()),
                                drawn.getOrDefault(open.verdict.feedbackId(), Set.of()),
                                memory)));
    }

    private Map<UUID, Double> near(PastVerdict verdict) {
        SimilarMessages messages = vectors.messages();
        float[] vector = messages.vector(verdict.messageId());
        Map<UUID, Double> similarities = new LinkedHashMap<>();
        if (vector != null) {
            for (Similar similar : messages.nearest(
                    vector, ExampleSelection.NEAREST + 1, verdict.occurredAt().toEpochMilli())) {
                if (similar.similarity() >= ExampleSelection.MIN_SIMILARITY
                        && !similar.messageId().equals(verdict.messageId())) {
                    similarities.put(similar.messageId(), Math.min(1.0, similar.similarity()));
                }
            }
        }
        return similarities;
    }

    private Judgement judge(Open open, Map<UUID, Double> near, Set<UUID> drawn, Memory memory) {
        PastVerdict verdict = open.verdict;
        List<PastVerdict> past = new ArrayList<>();
        near.forEach((id, similarity) -> memory.before(id, verdict.occurredAt())
                .forEach(known -> past.add(known.verdict.withSimilarity(similarity))));
        List<PastVerdict> examples =
                ExampleSelection.choose(verdict.message(), past, config.trust(), EXAMPLES, any -> true, memory::grams)
                        .stream()
                        .map(ExampleSelection.Chosen::verdict)
                        .toList();
        if (verdict.useful()) {
            return Judgement.ofThumbsUp(verdict, examples, memory::grams);
        }
        List<PastVerdict> control = drawn.stream()
                .flatMap(id -> memory.before(id, verdict.occurredAt()).stream().limit(1))
                .filter(known ->
                        known.verdict.hasRightReply() && (open.topicId == null || !open.topicId.equals(known.topicId)))
                .map(Known::verdict)
                // As in a prompt, overrides come first.
                .sorted(Comparator.comparing(PastVerdict::overridden).reversed())
                .limit(EXAMPLES)
                .toList();
        return Judgement.ofOverride(verdict, examples, control, memory);
    }

    private static Tuple stored(List<Open> page, Map<UUID, Judgement> judgements) {
        List<Judgement> found = page.stream()
                .map(open -> judgements.get(open.verdict.feedbackId()))
                .toList();
        return Tuple.tuple()
                .addValue(page.stream().map(open -> open.verdict.feedbackId()).toArray(UUID[]::new))
                .addValue(page.stream().map(Open::changedIn).toArray(String[]::new))
                .addValue(found.stream().map(Judgement::covered).toArray(Boolean[]::new))
                .addValue(found.stream().map(Judgement::known).toArray(Boolean[]::new))
                .addValue(found.stream().map(Judgement::controlKnown).toArray(Boolean[]::new))
                .addValue(found.stream().map(Judgement::misled).toArray(Boolean[]::new));
    }

    private static <T> T await(Uni<T> query) {
        return query.await().atMost(PATIENCE);
    }

    private record Known(PastVerdict verdict, UUID topicId) {}

    /** What was read for one run: like messages come again and again, and their replies need not be taken apart each time. For several threads. */
    private static final class Memory implements Judgement.Said {

        private final PersonalData personalData;
        private final Map<UUID, List<Known>> verdicts = new ConcurrentHashMap<>();
        private final Map<String, TextGrams> grams = new ConcurrentHashMap<>();
        private final Map<String, AnswerGrams> said = new ConcurrentHashMap<>();

        Memory(PersonalData personalData) {
            this.personalData = personalData;
        }

        /** Before each page; what is too much to remember is forgotten whole. */
        void read(Set<UUID> messageIds, SqlConnection connection) {
            for (Map<?, ?> remembered : List.of(verdicts, grams, said)) {
                if (remembered.size() > MAX_REMEMBERED) {
                    remembered.clear();
                }
            }
            UUID[] unknown =
                    messageIds.stream().filter(id -> verdicts.get(id) == null).toArray(UUID[]::new);
            if (unknown.length == 0) {
                return;
            }
            for (UUID id : unknown) {
                verdicts.put(id, new ArrayList<>());
            }
            for (Row row :
                    await(connection.preparedQuery(VERDICTS).execute(Tuple.of(unknown, VERDICTS_OF_A_MESSAGE)))) {
                verdicts.get(row.getUUID("message_id"))
                        .add(new Known(written(PastVerdict.of(row, 0)), row.getUUID("topic_id")));
            }
        }

        /** The verdicts on a message that there were before, newest first. */
        List<Known> before(UUID messageId, Instant time) {
            return verdicts.getOrDefault(messageId, List.of()).stream()
                    .filter(known -> known.verdict.occurredAt().isBefore(time))
                    .toList();
        }

        TextGrams grams(String reply) {
            return grams.computeIfAbsent(reply, TextGrams::new);
        }

        @Override
        public AnswerGrams right(PastVerdict verdict) {
            return said.computeIfAbsent(
                    "r" + verdict.feedbackId(), id -> said(verdict.message(), verdict.rightReply()));
        }

        @Override
        public AnswerGrams ai(PastVerdict verdict) {
            return said.computeIfAbsent("a" + verdict.feedbackId(), id -> said(verdict.message(), verdict.aiReply()));
        }

        private AnswerGrams said(String message, String reply) {
            return AnswerGrams.of(
                    WrittenText.of(personalData.mask(message, reply).reply()));
        }
    }
}
