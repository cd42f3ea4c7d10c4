package dev.replyloop.trial.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final Map<String, String> FACTS =
            Map.of("order", "KW-204417", "product", "Osprey espresso machine", "recently", "last night");

    @ParameterizedTest
    @CsvSource({
        "Where is {order}?, Where is KW-204417?",
        "I bought {a product}., I bought an Osprey espresso machine.",
        "{Recently} it broke., Last night it broke.",
        "{a recently}, a last night",
        "no slot, no slot"
    })
    void fillsSlots(String source, String expected) {
        assertEquals(expected, render(source, 1));
    }

    @Test
    void breaksLines() {
        assertEquals("Dear Maya,\n\nhello", render("Dear Maya,¶¶hello", 1));
    }

    @Test
    void choosesEachOptionAlsoWithinAnotherAndAlsoNothing() {
        Set<String> texts = IntStream.range(0, 200)
                .mapToObj(seed -> render("a{|b|c{d|{order}}}", seed))
                .collect(Collectors.toSet());

        assertEquals(Set.of("a", "ab", "acd", "acKW-204417"), texts);
    }

    @Test
    void isFixedWithoutSlotsAndChoices() {
        assertTrue(Template.parse("Please check the spam folder.").isFixed());
        assertFalse(Template.parse("Please check {order}.").isFixed());
        assertFalse(Template.parse("Please {check|look}.").isFixed());
    }

    @Test
    void refusesABraceThatIsNotClosed() {
        assertThrows(IllegalArgumentException.class, () -> Template.parse("Where is {order?"));
    }

    private static String render(String source, long seed) {
        return Template.parse(source).render(Dice.seededWith(seed), FACTS::get);
    }
}
