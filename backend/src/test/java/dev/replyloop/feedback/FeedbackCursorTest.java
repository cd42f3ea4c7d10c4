package dev.replyloop.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.shared.problem.ProblemType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class FeedbackCursorTest {

    private static final long FIRST = micros("0001-01-01T00:00:00Z");
    private static final long LAST = micros("9999-12-31T23:59:59.999999Z");

    @Property
    void comesBackAsItWas(@ForAll("storableMicros") long micros, @ForAll long mostBits, @ForAll long leastBits) {
        FeedbackCursor cursor =
                new FeedbackCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(mostBits, leastBits));
        String text = cursor.encode();
        assertEquals(cursor, FeedbackCursor.decode(text));
        assertTrue(text.matches("[A-Za-z0-9_-]+"), "stands in a query as it is");
    }

    @Property
    void refusesWhateverElseIsSent(@ForAll String garbage) {
        assertTakenOrRefused(garbage);
    }

    @Property
    void refusesEncodedGarbageOrReadsItAsTheCursorItIs(@ForAll @Size(max = 40) byte[] garbage) {
        assertTakenOrRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(garbage));
    }

    @Property
    void refusesACursorThatWasCutOrPadded(@ForAll("storableMicros") long micros, @ForAll("cut") int length) {
        String text = new FeedbackCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new UUID(7, 7)).encode();
        assertRefused(text.substring(0, length));
        assertRefused(text + text.substring(0, length + 1));
    }

    @Provide
    Arbitrary<Long> storableMicros() {
        return Arbitraries.longs().between(FIRST, LAST);
    }

    @Provide
    Arbitrary<Integer> cut() {
        return Arbitraries.integers().between(0, 31);
    }

    private static void assertTakenOrRefused(String text) {
        try {
            assertEquals(text, FeedbackCursor.decode(text).encode());
        } catch (ProblemException e) {
            assertIsTheProblem(e);
        }
    }

    private static void assertRefused(String text) {
        try {
            throw new AssertionError("Read as " + FeedbackCursor.decode(text));
        } catch (ProblemException e) {
            assertIsTheProblem(e);
        }
    }

    private static void assertIsTheProblem(ProblemException e) {
        assertEquals(ProblemType.INVALID_REQUEST, e.type());
        assertEquals("cursor", e.problem().violations().get(0).field());
    }

    private static long micros(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000
                + Instant.parse(instant).getNano() / 1_000;
    }
}
