package dev.replyloop.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t\r\n",
                "\u00a0",
                "\u200b",
                "\ufeff",
                "\u2007",
                "\u2060",
                "\u00ad",
                "\u3000",
                "\u2800",
                "\u3164",
                "\u200e\u200f",
                " \ufe0f ",
                "\udb40\udd00"
            })
    void showsNothing(String text) {
        assertTrue(Blank.isBlank(text));
        assertNull(Blank.toNull(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "\u200ba", "\u0301", "👍\ufe0f", "\u0e01", "あ"})
    void showsSomething(String text) {
        assertFalse(Blank.isBlank(text));
        assertEquals(text, Blank.toNull(text));
    }

    @Test
    void textsThatDifferInWhiteSpaceShowTheSame() {
        assertTrue(Blank.showTheSame(" a\u00a0b\n", "ab\u200b"));
        assertTrue(Blank.showTheSame("👍", " 👍"));
        assertTrue(Blank.showTheSame(" ", ""));
        assertFalse(Blank.showTheSame("ab", "abc"));
        assertFalse(Blank.showTheSame("abc", "ab "));
        assertFalse(Blank.showTheSame("a b", "a c"));
    }

    @Test
    void nothingIsBlank() {
        assertNull(Blank.toNull(null));
    }
}
