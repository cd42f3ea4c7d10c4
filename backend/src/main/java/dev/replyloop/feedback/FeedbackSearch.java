package dev.replyloop.feedback;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.SqlStates;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds matches: those of one message by its id; others among the newest feedback first, then by the search index where there
 * is an AI reply, a word with a trigram, a channel, a model or a reason, by the topics' own where topics are asked for, else
 * day by day. What the index
 * doesn't know yet is read from the feedback itself.
 */
final class FeedbackSearch {

    /** What a row of feedback must fulfil, by its own columns and its message's id; {@link #conditions} has its parameters. */
    static final String CONDITIONS = SqlFile.read("search/conditions.sql");

    private static final String BY_NEWEST = statement("by-newest");
    private static final String BY_TEXT = statement("by-text");
    private static final String BY_EITHER_TEXT =
            BY_TEXT.replace("text LIKE :rareWord", "(text LIKE :rareWord OR text LIKE :pairedRareWord)");
    private static final String BY_MESSAGE = statement("by-message");
    private static final String BY_REPLY = statement("by-reply");
    private static final String BY_TOPIC = statement("by-topic");
    private static final String BY_FILTER = statement("by-filter");
    private static final String BY_WALK = statement("by-walk");
    private static final List<String> FILTERS = List.of("channels", "models", "reasons");
    /** Where a match is frequent these hold a page of them, and no index is needed. */
    private static final int NEWEST = 500;
    /** Text has few matches in a month if a month of days did not fill the page. */
    private static final int DAYS_BEFORE_MONTHS = 31;

    private static final String FOLD = "SELECT search_fold(:text, false), search_fold(:text, true)";
    /** A word has a trigram more than letters; one that the database takes for something else has fewer. */
    private static final String HAS_TRIGRAMS = "SELECT cardinality(show_trgm(:word)) > 3";

    private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");

    private static final String ONE_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    private static final String TIME_LIMIT = "SET LOCAL statement_timeout = '5s'";

    private final Map<String, Object> parameters = new HashMap<>();
    private String text;
    private SearchWords words;

    FeedbackSearch(String zone) {
        for (String optional : List.of(
                "earliest",
                "useful",
                "channels",
                "models",
                "reasons",
                "topics",
                "other",
                "reply",
                "onMessage",
                "agent",
                "wording",
                "fromDay",
                "toDay",
                "reviews",
                "toReview",
                "reviewer",
                "patterns",
                "pairedPatterns",
                "plainPatterns")) {
            parameters.put(optional, null);
        }
        parameters.put("zone", zone);
    }

    /** Sets one of matching.sql's parameters. */
    void with(String name, Object value) {
        parameters.put(name, value);
    }

    /** Looks for the words of a text, as {@link SearchWords} parts them. */
    void text(String text) {
        this.text = text;
    }

    /** @return the parameters of {@link #CONDITIONS}, and those of {@code search_finds}, for the filters that were given */
    Uni<Map<String, Object>> conditions() {
        return Panache.withSession(() -> Panache.getSession().flatMap(this::fold))
                .replaceWith(parameters);
    }

    /** Runs reads in a transaction that sees one snapshot and ends each statement that takes too long. */
    <T> Uni<T> inOneSnapshot(Supplier<Uni<T>> reads) {
        return Panache.withTransaction(() -> execute(ONE_SNAPSHOT)
                        .flatMap(set -> execute(TIME_LIMIT))
                        .flatMap(set -> reads.get()))
                .onFailure(FeedbackSearch::tookTooLong)
                .transform(failure -> tooMuchToLookThrough());
    }

    /**
     * @param start where to go on from, backwards
     * @param count how many at most
     * @return the ids of what matches, newest first
     */
    Uni<List<UUID>> after(FeedbackCursor start, int count) {
        return Panache.getSession()
                .flatMap(session -> fold(session)
                        .flatMap(folded -> newest(session, start, count))
                        .flatMap(newest -> newest.size() == count
                                ? Uni.createFrom().item(newest)
                                : statement(session).flatMap(sql -> run(session, sql, start, count))));
    }

    private Uni<List<UUID>> newest(Mutiny.Session session, FeedbackCursor start, int count) {
        return mayFillThePage(count)
                ? run(session, BY_NEWEST, start, count)
                : Uni.createFrom().item(List.of());
    }

    /** Whether the newest feedback may hold so many matches; topics, replies and messages have indexes that lead straight to them. */
    private boolean mayFillThePage(int count) {
        return count < NEWEST
                && Stream.of("topics", "reply", "onMessage").allMatch(filter -> parameters.get(filter) == null);
    }

    private Uni<Void> fold(Mutiny.Session session) {
        if (text == null) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(FOLD, Object[].class)
                .setParameter("text", text)
                .getSingleResult()
                .invoke(folded -> {
                    SearchWords found = SearchWords.of((String) folded[0], (String) folded[1]);
                    if (!found.isEmpty()) {
                        words = found;
                        parameters.put("patterns", found.patterns());
                        parameters.put("pairedPatterns", found.pairedPatterns());
                        parameters.put("plainPatterns", found.plainPatterns());
                    }
                })
                .replaceWithVoid();
    }

    private Uni<List<UUID>> run(Mutiny.Session session, String sql, FeedbackCursor start, int count) {
        Mutiny.SelectionQuery<UUID> query = session.createNativeQuery(sql, UUID.class);
        Map<String, Object> values = new HashMap<>(parameters);
        values.put("startAt", start.occurredAt());
        values.put("startId", start.id());
        values.put("newest", NEWEST);
        boolean byText = sql.equals(BY_TEXT) || sql.equals(BY_EITHER_TEXT);
        values.put("days", byText ? DAYS_BEFORE_MONTHS : Integer.MAX_VALUE);
        values.put("count", count);
        values.forEach((name, value) -> {
            if (sql.contains(":" + name)) {
                query.setParameter(name, value);
            }
        });
        return query.getResultList();
    }

    private Uni<String> statement(Mutiny.Session session) {
        if (parameters.get("onMessage") != null) {
            return Uni.createFrom().item(BY_MESSAGE);
        }
        if (parameters.get("reply") != null) {
            return Uni.createFrom().item(BY_REPLY);
        }
        if (parameters.get("topics") != null) {
            return Uni.createFrom().item(BY_TOPIC);
        }
        if (words == null && FILTERS.stream().anyMatch(filter -> parameters.get(filter) != null)) {
            return Uni.createFrom().item(withoutAbsentFilters(BY_FILTER));
        }
        return words == null ? Uni.createFrom().item(BY_WALK) : byText(session);
    }

    private Uni<String> byText(Mutiny.Session session) {
        String rarest = words.rarest();
        String[] readings = rarest == null ? words.rarestReadings() : new String[] {rarest, rarest};
        if (readings == null) {
            return Uni.createFrom().item(BY_WALK);
        }
        parameters.put("rareWord", "%" + readings[0] + "%");
        parameters.put("pairedRareWord", "%" + readings[1] + "%");
        String sql = rarest == null ? BY_EITHER_TEXT : BY_TEXT;
        if (ASCII.matcher(readings[0]).matches()) {
            return Uni.createFrom().item(sql);
        }
        return session.createNativeQuery(HAS_TRIGRAMS, Boolean.class)
                .setParameter("word", readings[0])
                .getSingleResult()
                .map(indexed -> indexed ? sql : BY_WALK);
    }

    private String withoutAbsentFilters(String statement) {
        return statement
                .lines()
                .filter(line -> !line.strip().startsWith("AND ")
                        || FILTERS.stream()
                                .noneMatch(filter -> line.contains(":" + filter) && parameters.get(filter) == null))
                .collect(Collectors.joining("\n"));
    }

    private static Uni<Integer> execute(String setting) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(setting).executeUpdate());
    }

    private static boolean tookTooLong(Throwable failure) {
        return SqlStates.isEnded(failure);
    }

    private ProblemException tooMuchToLookThrough() {
        return text == null
                ? ProblemException.invalid("from", "leaves too much to look through for these filters")
                : ProblemException.invalid(
                        "q",
                        "has too few matches to be found in time: give a word of three letters, or a shorter period");
    }

    private static String statement(String source) {
        return SqlFile.read("search/periods.sql")
                + SqlFile.read("search/" + source + ".sql")
                + SqlFile.read("search/matching.sql").replace("-- {conditions.sql}", CONDITIONS);
    }
}
