package dev.replyloop.feedback;

import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.QueryTimeoutException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Finds the matches that lie further back: by the search index where there is an AI reply, a text with a trigram, a
 * channel, a model or a reason, by the topics' own where topics are asked for, else day by day. What the index doesn't
 * know yet is read as it stands.
 */
final class FeedbackSearch {

    private static final String BY_TEXT = statement("by-text");
    private static final String BY_REPLY = statement("by-reply");
    private static final String BY_TOPIC = statement("by-topic");
    private static final String BY_FILTER = statement("by-filter");
    private static final String BY_WALK = statement("by-walk");
    private static final List<String> FILTERS = List.of("channels", "models", "reasons");
    /** Text has few matches in a month if a month of days did not fill the page. */
    private static final int DAYS_BEFORE_MONTHS = 31;

    /** A word has a trigram more than letters; one that the database takes for something else has fewer. */
    private static final String HAS_TRIGRAMS = "SELECT cardinality(show_trgm(:word)) > 3";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,}");

    /** An order number is rarer than a word of so many more letters. */
    private static final int RARITY_OF_DIGITS = 4;

    private static final String ONE_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
    private static final String TIME_LIMIT = "SET LOCAL statement_timeout = '5s'";

    private final Map<String, Object> parameters = new HashMap<>();
    private String word;

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
                "fromDay",
                "toDay",
                "text")) {
            parameters.put(optional, null);
        }
        parameters.put("zone", zone);
    }

    /** Sets one of matching.sql's parameters. */
    void with(String name, Object value) {
        parameters.put(name, value);
    }

    /**
     * @param text what is searched for
     * @param pattern the same as LIKE takes it
     */
    void text(String text, String pattern) {
        parameters.put("text", pattern);
        word = WORD.matcher(text)
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparingInt(FeedbackSearch::rarity))
                .orElse(null);
        parameters.put("rareWord", "%" + word + "%");
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
     * @param end where to go on from, backwards
     * @param count how many at most
     * @return what matches, newest first, each with its customer message
     */
    Uni<List<Feedback>> after(FeedbackCursor end, int count) {
        return Panache.getSession()
                .flatMap(session -> statement(session).flatMap(sql -> {
                    Mutiny.SelectionQuery<UUID> query = session.createNativeQuery(sql, UUID.class);
                    Map<String, Object> values = new HashMap<>(parameters);
                    values.put("startAt", end.occurredAt());
                    values.put("startId", end.id());
                    values.put("days", sql.equals(BY_TEXT) ? DAYS_BEFORE_MONTHS : Integer.MAX_VALUE);
                    values.put("count", count);
                    values.forEach((name, value) -> {
                        if (sql.contains(":" + name)) {
                            query.setParameter(name, value);
                        }
                    });
                    return query.getResultList();
                }))
                .flatMap(FeedbackSearch::load);
    }

    private Uni<String> statement(Mutiny.Session session) {
        if (parameters.get("reply") != null) {
            return Uni.createFrom().item(BY_REPLY);
        }
        if (parameters.get("topics") != null) {
            return Uni.createFrom().item(BY_TOPIC);
        }
        if (parameters.get("text") == null && FILTERS.stream().anyMatch(filter -> parameters.get(filter) != null)) {
            return Uni.createFrom().item(withoutAbsentFilters(BY_FILTER));
        }
        if (word == null) {
            return Uni.createFrom().item(BY_WALK);
        }
        return session.createNativeQuery(HAS_TRIGRAMS, Boolean.class)
                .setParameter("word", word)
                .getSingleResult()
                .map(indexed -> indexed ? BY_TEXT : BY_WALK);
    }

    /** A guess: long words are rarer than short ones, and numbers rarer than words. */
    private static int rarity(String word) {
        return word.length() + (word.chars().anyMatch(Character::isDigit) ? RARITY_OF_DIGITS : 0);
    }

    private String withoutAbsentFilters(String statement) {
        return statement
                .lines()
                .filter(line -> !line.strip().startsWith("AND ")
                        || FILTERS.stream()
                                .noneMatch(filter -> line.contains(":" + filter) && parameters.get(filter) == null))
                .collect(Collectors.joining("\n"));
    }

    private static Uni<List<Feedback>> load(List<UUID> ids) {
        return ids.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Feedback.<Feedback>find(
                                "from Feedback f join fetch f.customerMessage where f.id in (?1)"
                                        + " order by f.occurredAt desc, f.id desc",
                                ids)
                        .list();
    }

    private static Uni<Integer> execute(String setting) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(setting).executeUpdate());
    }

    private static boolean tookTooLong(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QueryTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private ProblemException tooMuchToLookThrough() {
        return parameters.get("text") == null
                ? ProblemException.invalid("from", "leaves too much to look through for these filters")
                : ProblemException.invalid(
                        "q",
                        "has too few matches to be found in time: give a word of three letters, or a shorter period");
    }

    private static String statement(String source) {
        return SqlFile.read("search/periods.sql")
                + SqlFile.read("search/" + source + ".sql")
                + SqlFile.read("search/matching.sql");
    }
}
