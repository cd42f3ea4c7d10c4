package dev.replyloop.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.text.PersonalData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurationTest {

    private static final PersonalData PERSONAL_DATA = new PersonalData("DE", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Done",
                "👍",
                "https://example.com/help",
                "See ticket",
                "see ticket 4711",
                "siehe Ticket",
                "Voir ticket.",
                "ver ticket",
                "siehe oben",
                "[EMAIL]",
                "...",
                "はい",
                "www.example.com/a",
                "OK!"
            })
    void isNoReply(String reply) {
        assertTrue(Curation.isNoReply(reply), reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please see ticket 4711, where I explained how to send it back.", "Thank you!",
                        "Siehe https://example.com/hilfe dort steht es.",
                "荷物は明日届きます。", "ยังไม่ส่ง", "Your code is 1234"
            })
    void isAReply(String reply) {
        assertFalse(Curation.isNoReply(reply), reply);
    }

    @Test
    void namesNumbersCaseAndPunctuationMakeNoOtherKind() {
        assertEquals(
                kind("Hello, order 12345 is late!", "Dear Anna Meier, it comes on 3 May."),
                kind("hello order 98 is late", "Dear Tom Schulz, it comes on 17 May"));
        assertNotEquals(
                kind("Hello, order 12345 is late!", "It comes"), kind("Hello, order 12345 is wrong!", "It comes"));
        assertNotEquals(kind("12345", "It comes"), kind("99", "It comes"), "numbers alone are all that is said");
        assertNotEquals(kind("荷物はどこですか", "明日届きます"), kind("荷物は届きました", "明日届きます"));
    }

    @Test
    void longTextsAndEmptyOnesAreLookedAtToo() {
        assertNotEquals(kind("x".repeat(20_000), "y"), kind("x".repeat(19_999), "y"));
        of("\u200b<p></p>", "a", null, false);
    }

    @Test
    void aUsefulReplyIsRightAndAnotherMakesItWrong() {
        Curation useful = of("m", "The answer is yes", null, true);
        Curation rejected = of("m", "the answer is YES.", null, false);
        assertEquals(useful.rightKey(), rejected.wrongKey());
        assertEquals(null, useful.wrongKey());
        assertEquals(null, rejected.rightKey());
        assertEquals(
                useful.rightKey(), of("m", "No", "The answer is yes", false).rightKey());
    }

    @Test
    void sidesThatDifferInSpacesAndCaseAloneAreTheSame() {
        assertTrue(of("m", "It will arrive  tomorrow.", "it will ARRIVE\u00a0tomorrow.", false)
                .sameSides());
        assertFalse(of("m", "It will arrive tomorrow.", "It will arrive today.", false)
                .sameSides());
    }

    private static long kind(String message, String reply) {
        return of(message, reply, null, true).kind();
    }

    private static Curation of(String message, String aiReply, String agentReply, boolean useful) {
        return Curation.of(
                new ExportTexts(message, aiReply, agentReply, List.of()), useful, agentReply != null, PERSONAL_DATA);
    }
}
