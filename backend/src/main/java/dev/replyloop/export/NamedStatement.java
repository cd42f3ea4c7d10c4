package dev.replyloop.export;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A statement with named parameters, such as {@code :zone}, for a client that counts them.
 *
 * @param sql with {@code $1}, {@code $2} in their stead
 * @param values in that order
 */
record NamedStatement(String sql, Tuple values) {

    private static final Pattern NAME = Pattern.compile("(?<!:):([a-zA-Z]+)\\b");

    /** @param parameters has every name that the statement does; others are left out */
    static NamedStatement of(String statement, Map<String, Object> parameters) {
        List<String> names = new ArrayList<>();
        String counted = NAME.matcher(statement).replaceAll(match -> {
            if (!names.contains(match.group(1))) {
                names.add(match.group(1));
            }
            return "\\$" + (names.indexOf(match.group(1)) + 1);
        });
        Tuple values = Tuple.tuple();
        names.forEach(name -> values.addValue(value(parameters.get(name))));
        return new NamedStatement(counted, values);
    }

    private static Object value(Object given) {
        if (given instanceof Instant instant) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        return given instanceof byte[] bytes ? Buffer.buffer(bytes) : given;
    }
}
