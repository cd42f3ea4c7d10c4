package dev.replyloop.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ValidatableResponse;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads an answer once. REST Assured compiles a program for each of its paths, which takes longer than the call: that is
 * for a few values, this for many.
 */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The body of an answer. */
    public static JsonNode of(ValidatableResponse response) {
        return of(response.extract().asString());
    }

    public static JsonNode of(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Not JSON: " + body, e);
        }
    }

    /** What is made of each element of an array, in its order; nothing where there is no array. */
    public static <T> List<T> each(JsonNode array, Function<JsonNode, T> reading) {
        List<T> read = new ArrayList<>();
        array.forEach(element -> read.add(reading.apply(element)));
        return read;
    }
}
