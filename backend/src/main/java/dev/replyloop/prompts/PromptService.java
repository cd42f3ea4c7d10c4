package dev.replyloop.prompts;

import static dev.replyloop.shared.StartRefusedException.BEFORE_BACKGROUND_WORK;

import dev.replyloop.embedding.EmbeddingException;
import dev.replyloop.embedding.SimilarMessages.Similar;
import dev.replyloop.embedding.TextMask;
import dev.replyloop.embedding.WrittenText;
import dev.replyloop.feedback.CounterShards;
import dev.replyloop.prompts.Example.Kind;
import dev.replyloop.prompts.ExampleSelection.Chosen;
import dev.replyloop.prompts.LearnedPrompt.FoundBy;
import dev.replyloop.shared.Blank;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.text.MaskedPair;
import dev.replyloop.text.Masking;
import dev.replyloop.text.PersonalData;
import dev.replyloop.topics.SentenceModel;
import dev.replyloop.topics.TopicProgressReader;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Finds what agents sent in cases like a new one, and puts it in front of the new message. */
@ApplicationScoped
class PromptService {

    private static final Logger LOG = Logger.getLogger(PromptService.class);
    private static final String VERDICTS = SqlFile.read("prompts/verdicts-on-messages.sql");
    private static final String STORE = SqlFile.read("prompts/store-prompt.sql");
    private static final String STORED = SqlFile.read("prompts/stored-prompt.sql");
    private static final String WITH_WORDS = SqlFile.read("prompts/messages-with-words.sql");

    private static final int VERDICTS_OF_A_MESSAGE = 3;
    private static final double MAX_HOLDOUT = 0.5;
    private static final int WORDS = 12;
    private static final int MAX_SEARCHED = 2_000;

    private final VectorFollower vectors;
    private final SentenceModel model;
    private final TopicProgressReader progress;
    private final PromptsConfig config;
    private final Masking masking;
    private final Pool pool;
    private final Vertx vertx;

    PromptService(
            VectorFollower vectors,
            SentenceModel model,
            TopicProgressReader progress,
            PromptsConfig config,
            Masking masking,
            Pool pool,
            Vertx vertx) {
        this.vectors = vectors;
        this.model = model;
        this.progress = progress;
        this.config = config;
        this.masking = masking;
        this.pool = pool;
        this.vertx = vertx;
    }

    void check(@Observes @Priority(BEFORE_BACKGROUND_WORK) StartupEvent started) {
        if (!(config.holdout() >= 0 && config.holdout() <= MAX_HOLDOUT)) {
            throw new StartRefusedException("replyloop.prompts.holdout must be a share from 0 to 0.5.");
        }
    }

    /** Answers a prompt and remembers it, unless it is a preview. @return fails with INVALID_REQUEST where less trust is asked for than this deployment wants */
    Uni<LearnedPrompt> learn(PromptRequest request) {
        RequiredTrust trust = request.trust() == null ? config.trust() : request.trust();
        if (trust.compareTo(config.trust()) < 0) {
            throw ProblemException.invalid(
                    "trust", "must be at least " + config.trust() + ", as this deployment is set");
        }
        return progress.read(pool)
                .flatMap(known -> find(request)
                        .flatMap(found -> verdicts(found, request)
                                // Hundreds of comparisons, and patterns over long texts: too much for an event loop.
                                .flatMap(verdicts ->
                                        vertx.executeBlocking(() -> examples(verdicts, trust, request), false))
                                .flatMap(examples -> store(request, examples).map(stored -> {
                                    List<Example> shown = stored.heldOut ? List.<Example>of() : examples;
                                    return new LearnedPrompt(
                                            stored.id,
                                            PromptBuilder.messages(request, shown),
                                            shown,
                                            found.by,
                                            stored.heldOut,
                                            known.waiting());
                                }))));
    }

    private record Stored(UUID id, boolean heldOut) {}

    private Uni<Stored> store(PromptRequest request, List<Example> examples) {
        if (request.preview()) {
            return Uni.createFrom().item(new Stored(null, false));
        }
        Tuple values = Tuple.tuple()
                .addValue(request.messageId())
                .addValue(config.holdout())
                .addValue(examples.stream().map(Example::feedbackId).toArray(UUID[]::new))
                .addValue(examples.stream()
                        .map(example -> (float) example.similarity())
                        .toArray(Float[]::new))
                .addValue(Blank.toNull(request.channel()))
                .addValue(Blank.toNull(request.model()))
                .addValue(ThreadLocalRandom.current().nextInt(CounterShards.COUNT));
        return pool.preparedQuery(STORE).execute(values).map(rows -> {
            Row row = rows.iterator().next();
            return new Stored(row.getUUID("id"), row.getBoolean("held_out"));
        });
    }

    /** @return a prompt that was answered; fails with a NOT_FOUND problem where there is none, or it is forgotten */
    Uni<StoredPrompt> find(UUID id) {
        return pool.preparedQuery(STORED).execute(Tuple.of(id)).map(rows -> {
            if (rows.rowCount() == 0) {
                throw ProblemException.notFound("prompt", id);
            }
            List<PastVerdict> verdicts = new ArrayList<>();
            Row first = null;
            int gone = 0;
            for (Row row : rows) {
                first = first == null ? row : first;
                if (row.getInteger("position") == null) {
                    continue;
                }
                PastVerdict verdict =
                        row.getString("message") == null ? null : PastVerdict.of(row, row.getDouble("similarity"));
                if (verdict != null && verdict.hasRightReply()) {
                    verdicts.add(verdict);
                } else {
                    gone++;
                }
            }
            return new StoredPrompt(
                    id,
                    first.getOffsetDateTime("asked_at").toInstant(),
                    first.getBoolean("held_out"),
                    shown(verdicts),
                    gone);
        });
    }

    private List<StoredPrompt.PastExample> shown(List<PastVerdict> verdicts) {
        List<String> written =
                verdicts.stream().map(one -> WrittenText.of(one.message())).toList();
        Map<String, Integer> messagesByWord = PersonalData.messagesByWord(written);
        List<StoredPrompt.PastExample> examples = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            PastVerdict verdict = verdicts.get(i);
            MaskedPair masked = masking.personalData().mask(written.get(i), verdict.rightReply(), messagesByWord);
            examples.add(new StoredPrompt.PastExample(
                    verdict.feedbackId(), masked.message(), masked.reply(), kind(verdict), verdict.similarity()));
        }
        return examples;
    }

    private static Kind kind(PastVerdict verdict) {
        return verdict.useful() ? Kind.USEFUL : Kind.OVERRIDE;
    }

    private record Found(Map<UUID, Double> similarities, FoundBy by) {}

    private Uni<Found> find(PromptRequest request) {
        if (request.limit() == 0) {
            return Uni.createFrom().item(new Found(Map.of(), model.isEnabled() ? FoundBy.MEANING : FoundBy.WORDS));
        }
        if (!model.isEnabled()) {
            return byWords(request);
        }
        return vertx.executeBlocking(() -> byMeaning(request), false)
                .onFailure(failure -> failure instanceof EmbeddingException || failure instanceof LinkageError)
                .recoverWithUni(failure -> {
                    LOG.debug("Words have to do: the sentence model fails", failure);
                    return byWords(request);
                });
    }

    private Found byMeaning(PromptRequest request) {
        float[] query = model.get().embed(TextMask.mask(WrittenText.of(request.message())));
        Map<UUID, Double> similarities = new LinkedHashMap<>();
        for (Similar similar : vectors.messages().nearest(query, ExampleSelection.NEAREST, Long.MAX_VALUE)) {
            if (similar.similarity() >= ExampleSelection.MIN_SIMILARITY
                    && !similar.messageId().equals(request.messageId())) {
                similarities.put(similar.messageId(), Math.min(1.0, similar.similarity()));
            }
        }
        return new Found(similarities, FoundBy.MEANING);
    }

    private Uni<Found> byWords(PromptRequest request) {
        String written = WrittenText.of(request.message());
        String searched = written.substring(
                0, written.offsetByCodePoints(0, Math.min(MAX_SEARCHED, written.codePointCount(0, written.length()))));
        return pool.preparedQuery(WITH_WORDS)
                .execute(Tuple.of(searched, WORDS, ExampleSelection.NEAREST))
                .map(rows -> {
                    Map<UUID, Double> similarities = new LinkedHashMap<>();
                    for (Row row : rows) {
                        if (!row.getUUID("message_id").equals(request.messageId())) {
                            similarities.put(row.getUUID("message_id"), row.getDouble("share"));
                        }
                    }
                    return new Found(similarities, FoundBy.WORDS);
                });
    }

    private Uni<List<PastVerdict>> verdicts(Found found, PromptRequest request) {
        if (found.similarities.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        UUID[] ids = found.similarities.keySet().toArray(UUID[]::new);
        return pool.preparedQuery(VERDICTS)
                .execute(Tuple.of(ids, VERDICTS_OF_A_MESSAGE))
                .map(rows -> {
                    List<PastVerdict> verdicts = new ArrayList<>();
                    for (Row row : rows) {
                        verdicts.add(PastVerdict.of(row, found.similarities.get(row.getUUID("message_id"))));
                    }
                    var present = verdicts.stream().map(PastVerdict::messageId).collect(Collectors.toSet());
                    if (found.by == FoundBy.MEANING) {
                        found.similarities.keySet().stream()
                                .filter(id -> !present.contains(id))
                                .forEach(vectors::missing);
                    }
                    return verdicts;
                });
    }

    private List<Example> examples(List<PastVerdict> verdicts, RequiredTrust trust, PromptRequest request) {
        Map<UUID, String> written = new LinkedHashMap<>();
        List<PastVerdict> read = verdicts.stream()
                .map(one ->
                        one.withMessage(written.computeIfAbsent(one.messageId(), id -> WrittenText.of(one.message()))))
                .toList();
        Map<String, Integer> messagesByWord = PersonalData.messagesByWord(written.values());
        List<Example> examples = new ArrayList<>();
        ExampleSelection.choose(
                WrittenText.of(request.message()),
                read,
                trust,
                request.limit(),
                chosen -> {
                    Example example = example(chosen, messagesByWord);
                    boolean fits = example.characters()
                                    + examples.stream()
                                            .mapToInt(Example::characters)
                                            .sum()
                            <= request.maxCharacters();
                    if (fits) {
                        examples.add(example);
                    }
                    return fits;
                },
                TextGrams::new);
        return examples;
    }

    private Example example(Chosen chosen, Map<String, Integer> messagesByWord) {
        PastVerdict verdict = chosen.verdict();
        MaskedPair masked = masking.personalData().mask(verdict.message(), verdict.rightReply(), messagesByWord);
        return new Example(
                verdict.feedbackId(),
                masked.message(),
                masked.reply(),
                kind(verdict),
                chosen.trust(),
                verdict.similarity());
    }
}
