package dev.replyloop.topics.worker;

import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.Vectors;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.database.AdvisoryLock;
import dev.replyloop.topics.clustering.Topic;
import dev.replyloop.topics.clustering.TopicAssignment;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The topics in the database, on the one connection of their worker. Every method waits for the database's answer,
 * so none is for an event loop.
 */
public final class TopicRepository {

    private static final String NEXT_FEEDBACK = SqlFile.read("topics/next-feedback.sql");
    private static final String NEXT_NEWEST = SqlFile.read("topics/next-newest.sql");
    private static final String NEXT_REWORDED = SqlFile.read("topics/next-reworded.sql");
    private static final String NEXT_OF_OTHER_MODELS = SqlFile.read("topics/next-of-other-models.sql");
    private static final String STORE_VECTORS = SqlFile.read("topics/store-vectors.sql");
    private static final String REPLACE_VECTORS = SqlFile.read("topics/replace-vectors.sql");
    private static final String PLACE_FEEDBACK = SqlFile.read("topics/place-feedback.sql");
    private static final String FOLLOW_MESSAGES = SqlFile.read("topics/follow-messages.sql");
    private static final String LATEST_MESSAGES = SqlFile.read("topics/latest-messages.sql");
    private static final String STORE_TOPICS = SqlFile.read("topics/store-topics.sql");
    private static final String TAKE_BACK_NAMES = SqlFile.read("topics/take-back-names.sql");
    private static final String MOVE_MESSAGES = SqlFile.read("topics/move-messages.sql");
    private static final String MESSAGES_OF_TOPICS = SqlFile.read("topics/messages-of-topics.sql");
    private static final String FOLD_COUNTERS = SqlFile.read("topics/fold-counters.sql");
    private static final String START_OVER_AFTER_RESTORE = SqlFile.read("topics/start-over-after-restore.sql");
    private static final String START_WITH_MODEL = SqlFile.read("topics/start-with-model.sql");
    private static final String READ_PROGRESS = SqlFile.read("topics/read-progress.sql");
    private static final String TOPICS =
            "SELECT id, name, typical_message_id, named_by_person, hidden, corrected FROM topics ORDER BY id";

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int PAGE = 2_000;

    private final SqlConnection connection;
    private final String model;

    /** @param model the id that vectors are stored with */
    public TopicRepository(SqlConnection connection, String model) {
        this.connection = connection;
        this.model = model;
    }

    /**
     * Makes this connection the worker's.
     *
     * @return false where another has it
     */
    boolean becomeWorker() {
        return one(connection
                        .query(AdvisoryLock.TOPIC_WORKER.tryForConnection())
                        .execute())
                .getBoolean(0);
    }

    public void startWithModel() {
        await(connection.preparedQuery(START_WITH_MODEL).execute(Tuple.of(model)));
    }

    void startOverAfterRestore() {
        await(connection.query(START_OVER_AFTER_RESTORE).execute());
    }

    void showRegrouping(boolean running) {
        String function = running ? "pg_advisory_lock" : "pg_advisory_unlock";
        await(connection.preparedQuery("SELECT " + function + "($1)").execute(Tuple.of((long)
                AdvisoryLock.REGROUPING.number())));
    }

    /**
     * Runs work in a transaction, unless a person has changed the topics since they were read.
     *
     * @param version what was read of the corrections
     * @return false where they were changed; nothing was done then
     */
    boolean inTransaction(long version, Runnable work) {
        return inTransaction(version, () -> true, work);
    }

    /** As the other one. @param holds asked in the transaction; nothing is done where it says no */
    boolean inTransaction(long version, BooleanSupplier holds, Runnable work) {
        await(connection.query("BEGIN").execute());
        try {
            await(connection
                    .query(AdvisoryLock.TOPIC_CHANGE.lockForTransaction())
                    .execute());
            boolean current =
                    one(connection.query("SELECT version FROM topic_progress").execute())
                                    .getLong(0)
                                    .equals(version)
                            && holds.getAsBoolean();
            if (current) {
                work.run();
            }
            await(connection.query(current ? "COMMIT" : "ROLLBACK").execute());
            return current;
        } catch (RuntimeException e) {
            await(connection.query("ROLLBACK").execute());
            throw e;
        }
    }

    /** How far the work has come. @param messages how many have a vector of this model */
    record Progress(
            long version, int regroupedMessages, OffsetDateTime regroupedAt, long messages, boolean hasOtherModels) {}

    Progress progress() {
        Row row = one(connection.preparedQuery(READ_PROGRESS).execute(Tuple.of(model)));
        return new Progress(
                row.getLong("version"),
                row.getInteger("regrouped_messages"),
                row.getOffsetDateTime("regrouped_at"),
                row.getLong("messages"),
                row.getBoolean("has_other_models"));
    }

    /** Where one is in an order of changes. @param mark the transaction that made the change */
    record Mark(String mark, UUID id) {}

    /** @param message null where its vector is there already */
    record NextFeedback(Mark mark, UUID messageId, String message) {}

    List<NextFeedback> nextFeedback(int count) {
        List<NextFeedback> next = new ArrayList<>();
        for (Row row : await(connection.preparedQuery(NEXT_FEEDBACK).execute(Tuple.of(count, model)))) {
            next.add(new NextFeedback(
                    new Mark(row.getString("changed_in"), row.getUUID("id")),
                    row.getUUID("message_id"),
                    row.getString("message")));
        }
        return next;
    }

    /** Where one is in the order of time, backwards. */
    record Moment(OffsetDateTime at, UUID id) {

        /** Later than any feedback. */
        static final Moment END = new Moment(OffsetDateTime.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));
    }

    /** @param message null where its vector is there already, or it is placed */
    record NextNewest(Moment moment, UUID messageId, boolean isPlaced, String message) {}

    /** The feedback before a moment, newest first, placed or not. */
    List<NextNewest> nextNewest(Moment before, int count) {
        List<NextNewest> next = new ArrayList<>();
        Tuple parameters = Tuple.of(count, model, before.at, before.id);
        for (Row row : await(connection.preparedQuery(NEXT_NEWEST).execute(parameters))) {
            next.add(new NextNewest(
                    new Moment(row.getOffsetDateTime("occurred_at"), row.getUUID("id")),
                    row.getUUID("message_id"),
                    row.getBoolean("is_placed"),
                    row.getString("message")));
        }
        return next;
    }

    /** @param message null where there is no vector to replace */
    record NextReworded(Mark mark, String message) {}

    List<NextReworded> nextReworded(int count) {
        List<NextReworded> next = new ArrayList<>();
        for (Row row : await(connection.preparedQuery(NEXT_REWORDED).execute(Tuple.of(count)))) {
            next.add(new NextReworded(
                    new Mark(row.getString("reworded_in"), row.getUUID("id")), row.getString("message")));
        }
        return next;
    }

    /** A message with its new vector. @param topicId where it was placed, null for "Other" */
    record Embedded(UUID messageId, String message, float[] vector, UUID topicId) {}

    /** Messages whose vector is another model's; without vectors yet. */
    List<Embedded> nextOfOtherModels(int count) {
        List<Embedded> next = new ArrayList<>();
        for (Row row : await(connection.preparedQuery(NEXT_OF_OTHER_MODELS).execute(Tuple.of(count, model)))) {
            next.add(new Embedded(row.getUUID("message_id"), row.getString("message"), null, null));
        }
        return next;
    }

    /**
     * Stores vectors, but those of messages that were erased or replaced meanwhile.
     *
     * @param added takes the ids of those that were not here before
     */
    void storeVectors(List<Embedded> messages, Set<UUID> added) {
        if (messages.isEmpty()) {
            return;
        }
        Tuple parameters = vectors(messages)
                .addValue(messages.stream().map(Embedded::topicId).toArray(UUID[]::new));
        for (Row row : await(connection.preparedQuery(STORE_VECTORS).execute(parameters))) {
            if (row.getBoolean("is_new")) {
                added.add(row.getUUID("message_id"));
            }
        }
    }

    /** @return how many were replaced */
    int replaceVectors(List<Embedded> messages) {
        return await(connection.preparedQuery(REPLACE_VECTORS).execute(vectors(messages)))
                .rowCount();
    }

    private Tuple vectors(List<Embedded> messages) {
        return Tuple.tuple()
                .addValue(model)
                .addValue(messages.stream().map(Embedded::messageId).toArray(UUID[]::new))
                .addValue(messages.stream()
                        .map(one -> Buffer.buffer(Vectors.toBytes(one.vector)))
                        .toArray(Buffer[]::new))
                .addValue(messages.stream().map(one -> digest(one.message)).toArray(Buffer[]::new));
    }

    void placeFeedback(Collection<UUID> ids) {
        execute(PLACE_FEEDBACK, Tuple.tuple().addValue(ids.toArray(UUID[]::new)));
    }

    /** Moves the feedback of these messages to the topics that the messages are in now. */
    void followMessages(Collection<UUID> messageIds) {
        execute(FOLLOW_MESSAGES, Tuple.tuple().addValue(messageIds.toArray(UUID[]::new)));
    }

    void placedUpTo(Mark mark) {
        execute(
                "UPDATE topic_progress SET changed_in = $1::text::xid8, feedback_id = $2",
                Tuple.of(mark.mark, mark.id));
    }

    void rewordedUpTo(Mark mark) {
        execute(
                "UPDATE topic_progress SET reworded_in = $1::text::xid8, message_id = $2",
                Tuple.of(mark.mark, mark.id));
    }

    List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        for (Row row : await(connection.preparedQuery(TOPICS).execute())) {
            topics.add(new Topic(
                    row.getUUID("id"),
                    row.getString("name"),
                    row.getUUID("typical_message_id"),
                    row.getBoolean("named_by_person"),
                    row.getBoolean("hidden"),
                    row.getBoolean("corrected")));
        }
        return topics;
    }

    /** The messages that are grouped, and where they are. */
    record Latest(List<EmbeddedMessage> messages, List<TopicAssignment> placements) {}

    /** @param most how many at most, the latest */
    Latest latest(int most) {
        List<EmbeddedMessage> messages = new ArrayList<>();
        List<TopicAssignment> placements = new ArrayList<>();
        OffsetDateTime at = Moment.END.at;
        long number = Long.MAX_VALUE;
        RowSet<Row> page;
        do {
            page = await(connection
                    .preparedQuery(LATEST_MESSAGES)
                    .execute(Tuple.of(model, at, number, Math.min(PAGE, most - messages.size()))));
            for (Row row : page) {
                at = row.getOffsetDateTime("written_at");
                number = row.getLong("number");
                UUID id = row.getUUID("message_id");
                messages.add(new EmbeddedMessage(
                        id,
                        row.getString("message"),
                        Vectors.fromBytes(row.getBuffer("vector").getBytes())));
                placements.add(new TopicAssignment(id, row.getUUID("topic_id"), row.getBoolean("by_person")));
            }
        } while (page.size() == PAGE && messages.size() < most);
        Collections.reverse(messages);
        Collections.reverse(placements);
        return new Latest(messages, placements);
    }

    public void storeTopics(List<Topic> topics) {
        execute(
                STORE_TOPICS,
                Tuple.tuple()
                        .addValue(topics.stream().map(Topic::id).toArray(UUID[]::new))
                        .addValue(topics.stream().map(Topic::name).toArray(String[]::new))
                        .addValue(topics.stream().map(Topic::typicalMessageId).toArray(UUID[]::new)));
    }

    /** Whether topics still have the names that were read: an erasure may have taken one back since. */
    boolean areStillNamed(List<Topic> topics) {
        return names(topics()).equals(names(topics));
    }

    private static Map<UUID, String> names(List<Topic> topics) {
        return topics.stream().collect(Collectors.toMap(Topic::id, Topic::name));
    }

    /** Takes names back that hang on messages which were erased while they were made; of these messages. */
    void takeBackNames(Collection<UUID> messageIds) {
        execute(TAKE_BACK_NAMES, Tuple.tuple().addValue(messageIds.toArray(UUID[]::new)));
    }

    /** Whether a topic lost its name with an erased message. */
    boolean hasUnnamed() {
        return one(connection
                        .query("SELECT EXISTS (SELECT FROM topics WHERE unnamed)")
                        .execute())
                .getBoolean(0);
    }

    /** Moves messages, with their feedback, unless a person put them where they are. */
    void moveMessages(List<TopicAssignment> placements) {
        for (int from = 0; from < placements.size(); from += PAGE) {
            List<TopicAssignment> some = placements.subList(from, Math.min(placements.size(), from + PAGE));
            UUID[] ids = some.stream().map(TopicAssignment::messageId).toArray(UUID[]::new);
            execute(
                    MOVE_MESSAGES,
                    Tuple.tuple()
                            .addValue(ids)
                            .addValue(
                                    some.stream().map(TopicAssignment::topicId).toArray(UUID[]::new)));
            execute(FOLLOW_MESSAGES, Tuple.tuple().addValue(ids));
        }
    }

    /** Some of the messages that are still in these topics. A vector is null where it is another model's. */
    List<EmbeddedMessage> messagesOf(Collection<UUID> topicIds) {
        Tuple parameters = Tuple.tuple()
                .addValue(topicIds.toArray(UUID[]::new))
                .addValue(model)
                .addValue(PAGE);
        List<EmbeddedMessage> messages = new ArrayList<>();
        for (Row row : await(connection.preparedQuery(MESSAGES_OF_TOPICS).execute(parameters))) {
            io.vertx.mutiny.core.buffer.Buffer vector = row.getBuffer("vector");
            messages.add(new EmbeddedMessage(
                    row.getUUID("message_id"), null, vector == null ? null : Vectors.fromBytes(vector.getBytes())));
        }
        return messages;
    }

    void deleteTopics(Collection<UUID> ids) {
        execute("DELETE FROM topics WHERE id = ANY ($1::uuid[])", Tuple.tuple().addValue(ids.toArray(UUID[]::new)));
    }

    /** @param foreignShare how many of those that were grouped are not in English, from 0 to 1 */
    void regrouped(long messages, double foreignShare) {
        execute(
                "UPDATE topic_progress SET regrouped_messages = $1, foreign_share = $2, regrouped_at = now()",
                Tuple.of((int) Math.min(Integer.MAX_VALUE, messages), foreignShare));
    }

    void foldCounters() {
        await(connection.preparedQuery(FOLD_COUNTERS).execute());
    }

    private void execute(String statement, Tuple parameters) {
        await(connection.preparedQuery(statement).execute(parameters));
    }

    private static Row one(Uni<RowSet<Row>> rows) {
        return await(rows).iterator().next();
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    private static Buffer digest(String text) {
        try {
            return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
