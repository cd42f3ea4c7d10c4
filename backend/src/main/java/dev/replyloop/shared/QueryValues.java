package dev.replyloop.shared;

import dev.replyloop.shared.json.StrictJson;
import dev.replyloop.shared.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Reads what stands in paths and queries, and says what is wrong with it in the words of the contract. */
public final class QueryValues {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    private QueryValues() {}

    /** @return the UUID; an INVALID_REQUEST problem names {@code field} where it is none */
    public static UUID uuid(String field, String text) {
        UUID uuid = StrictJson.uuid(text);
        if (uuid == null) {
            throw ProblemException.invalid(field, StrictJson.UUID_EXPECTED);
        }
        return uuid;
    }

    /** @return the reporting day, or null where none was given; an INVALID_REQUEST problem where it is none */
    public static LocalDate day(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text, DAY);
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // Answered below, with what was expected.
        }
        throw ProblemException.invalid(field, "must be a day like 2026-03-29");
    }

    /** @return true, false, or null where none was given */
    public static Boolean bool(String field, String text) {
        if (text == null) {
            return null;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid(field, "must be true or false");
        };
    }

    /** @return the number of items for a page: {@link Page#DEFAULT_LIMIT} where none was given */
    public static int limit(String text) {
        return limit(text, Page.DEFAULT_LIMIT, Page.MAX_LIMIT);
    }

    /** @return the number of items: {@code byDefault} where none was given; an INVALID_REQUEST problem beyond the most */
    public static int limit(String text, int byDefault, int most) {
        if (text == null) {
            return byDefault;
        }
        if (text.matches("[0-9]{1,4}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        }
        throw ProblemException.invalid("limit", "must be a whole number from 1 to " + most);
    }

    /**
     * @param values what the filter may be, each of at most 100 characters; blank: has none
     * @param query where the values stand: the framework drops empty ones, which say "has none" too
     * @return what SQL compares with: null for no filter, '' for "has none"
     */
    public static String[] filter(String field, List<String> values, UriInfo query) {
        List<String> given = query.getQueryParameters().getOrDefault(field, List.of());
        if (given.size() > 100) {
            throw ProblemException.invalid(field, "must not be given more than 100 times");
        }
        Stream<String> named = values.stream().map(value -> {
            storable(field, value, 100);
            return Blank.isBlank(value) ? "" : value;
        });
        return given.isEmpty()
                ? null
                : Stream.concat(named, given.stream().filter(String::isEmpty)).toArray(String[]::new);
    }

    /**
     * @param values what the filter may be, each of at most 100 characters; blank: has none; null: no filter
     * @return what SQL compares with: null for no filter, '' for "has none"
     */
    public static String[] filter(String field, List<String> values) {
        if (values == null) {
            return null;
        }
        if (values.size() > 100) {
            throw ProblemException.invalid(field, "must not be given more than 100 times");
        }
        return values.stream()
                .map(value -> value == null || Blank.isBlank(storable(field, value, 100)) ? "" : value)
                .toArray(String[]::new);
    }

    /** Refuses a text that no stored text could equal, as PostgreSQL could not even be asked for it. */
    public static String storable(String field, String text, int max) {
        if (text.codePointCount(0, text.length()) > max) {
            throw ProblemException.invalid(field, "must hold at most " + max + " characters");
        }
        if (text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(field, "must not contain the character U+0000");
        }
        return text;
    }
}
