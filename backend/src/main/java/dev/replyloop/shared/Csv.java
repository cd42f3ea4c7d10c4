package dev.replyloop.shared;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of comma-separated values (RFC 4180); what a spreadsheet would take for a formula is made text. */
public final class Csv {

    private static final Pattern FORMULA = Pattern.compile("(?s)[=+\\-@\\t\\r].*");
    private static final Pattern TO_BE_QUOTED = Pattern.compile("[\",\\r\\n]");

    private Csv() {}

    /** @return one line with its end; null is an empty value */
    public static String line(Object... values) {
        return Stream.of(values)
                .map(value -> value == null ? "" : quoted(value.toString()))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        String text = FORMULA.matcher(value).matches() ? "'" + value : value;
        return TO_BE_QUOTED.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
