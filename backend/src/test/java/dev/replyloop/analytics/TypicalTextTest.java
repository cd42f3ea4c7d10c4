package dev.replyloop.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypicalTextTest {

    @Test
    void isTheOneMostLikeAllOthers() {
        assertEquals(
                2,
                TypicalText.among(List.of(
                        "Please restart the router",
                        "Your refund was sent on Monday",
                        "Your refund is on its way",
                        "Your refund is on its way to your bank",
                        "The refund is on its way")));
    }

    @Test
    void looksAtTheWordsWhateverTheirOrderCaseAndPunctuation() {
        assertEquals(
                1,
                TypicalText.among(List.of(
                        "your parcel will come tomorrow",
                        "ПОСЫЛКА придёт завтра",
                        "завтра придёт посылка!",
                        "Завтра... придёт, ПОСЫЛКА")));
    }

    @Test
    void ofEqualsIsTheFirst() {
        assertEquals(0, TypicalText.among(List.of("one two", "three four")));
        assertEquals(0, TypicalText.among(List.of("two one", "one two", "one, two")));
        assertEquals(1, TypicalText.among(List.of("else", "same words", "same words")));
        assertEquals(0, TypicalText.among(Collections.nCopies(50, "a b c d e f g")));
    }

    @Test
    void doesWithoutWords() {
        assertEquals(0, TypicalText.among(List.of("👍")));
        assertEquals(1, TypicalText.among(List.of("words", "👍", "?")));
    }
}
