package dev.replyloop.trial.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandwritingTest {

    private final Handwriting handwriting = new Handwriting(Map.of("the", "teh", "don't", "dont"));

    @Test
    void misspellsWholeWordsOnlyAndThreeAtMost() {
        String text = "the other the the the the the the, don't";

        assertTrue(IntStream.range(0, 100)
                .mapToObj(seed -> handwriting.withTypos(text, Dice.seededWith(seed)))
                .allMatch(misspelled -> misspelled.contains(" other ") && slips(misspelled) <= 3));
        assertTrue(IntStream.range(0, 100)
                .mapToObj(seed -> handwriting.withTypos(text, Dice.seededWith(seed)))
                .anyMatch(misspelled -> slips(misspelled) == 3));
    }

    @Test
    void writesSmallButLeavesCodesAndOrderNumbersAlone() {
        assertEquals(
                "hi, i'm waiting for KW-204417. my code WREN15 fails",
                handwriting.inSmallLetters("Hi, I'm waiting for KW-204417. My code WREN15 fails."));
    }

    private static long slips(String text) {
        return text.split("teh|dont", -1).length - 1;
    }
}
