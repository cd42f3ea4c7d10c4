package dev.replyloop.shared.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/** Reads JSON to the letter: what would have to be guessed (a number for a string, a field twice) is refused instead. */
@Singleton
public final class StrictJson implements ObjectMapperCustomizer {

    /** What a UUID must look like, as a phrase that follows a field's name. */
    public static final String UUID_EXPECTED = "must be a UUID like 018f3c1e-7f0a-7c3e-9a51-5d1c3b2a4f60";
    /** What an instant must look like, as a phrase that follows a field's name. */
    public static final String INSTANT_EXPECTED =
            "must be an RFC 3339 date-time like 2026-03-29T09:30:00Z, in the years 1 to 9999";

    private static final int UUID_LENGTH = 36;
    /**
     * How deep what is skipped may nest. Nothing that is taken nests at all; a low limit would let one item of a batch
     * spoil the others.
     */
    private static final int DEEPEST = 100_000;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** Last, so that its readers take the place of those that the library's own modules bring. */
    @Override
    public int priority() {
        return ObjectMapperCustomizer.MINIMUM_PRIORITY;
    }

    @Override
    @SuppressWarnings("deprecation") // The builder that replaces these is not what Quarkus hands to customizers.
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.registerModule(new SimpleModule("ReplyLoop")
                .addDeserializer(UUID.class, new UuidReader())
                .addDeserializer(Instant.class, new InstantReader()));
    }

    /**
     * Reads a UUID in its canonical form alone: {@link UUID#fromString} takes "1-1-1-1-1" too.
     *
     * @return the UUID, or null where the text is none
     */
    public static UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return null;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char unit = text.charAt(i);
            boolean fits = i == 8 || i == 13 || i == 18 || i == 23 ? unit == '-' : HexFormat.isHexDigit(unit);
            if (!fits) {
                return null;
            }
        }
        return UUID.fromString(text);
    }

    private static final class UuidReader extends StdScalarDeserializer<UUID> {

        UuidReader() {
            super(UUID.class);
        }

        @Override
        public UUID deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return (UUID) context.handleUnexpectedToken(UUID.class, json);
            }
            UUID uuid = uuid(json.getText());
            return uuid != null
                    ? uuid
                    : (UUID) context.handleWeirdStringValue(UUID.class, json.getText(), UUID_EXPECTED);
        }
    }

    private static final class InstantReader extends StdScalarDeserializer<Instant> {

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return (Instant) context.handleUnexpectedToken(Instant.class, json);
            }
            try {
                Instant instant =
                        OffsetDateTime.parse(json.getText()).toInstant().truncatedTo(ChronoUnit.MICROS);
                if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                    return instant;
                }
            } catch (DateTimeException e) {
                // Answered below, with what was expected instead of what the parser stumbled over.
            }
            return (Instant) context.handleWeirdStringValue(Instant.class, json.getText(), INSTANT_EXPECTED);
        }
    }
}
