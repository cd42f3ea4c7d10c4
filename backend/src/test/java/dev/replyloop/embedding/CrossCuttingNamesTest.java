package dev.replyloop.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossCuttingNamesTest {

    private static final List<String> MATTERS = List.of(
            "Where is the %s? It is late.",
            "Please cancel my order for a %s today.",
            "My %s arrived broken, and I want a refund.",
            "Do you have spare parts for the %s?",
            "I can't find the invoice of my %s.",
            "The box with the %s had a crack.",
            "How do I return a %s to you?");
    private static final List<String> PRODUCTS =
            List.of("Linnet gooseneck kettle", "Osprey espresso machine", "set of four Dunnock mugs", "Egret toaster");

    private final CrossCuttingNames names = CrossCuttingNames.of(mails());

    private static List<String> mails() {
        List<String> mails = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (String matter : MATTERS) {
                PRODUCTS.forEach(product -> mails.add(matter.formatted(product)));
            }
            for (int i = 0; i < 3; i++) {
                mails.add("Can I top up with Apple Pay?");
                mails.add("Why does my top up with Apple Pay fail?");
            }
        }
        return mails;
    }

    @Test
    void aProductIsMaskedWithTheWordsThatBelongToIt() {
        assertEquals("The item leaks.", names.mask("The Linnet gooseneck kettle leaks."));
        assertEquals("my item has a chip", names.mask("my set of four Dunnock mugs has a chip"));
        assertEquals("in small letters: item", names.mask("in small letters: linnet gooseneck kettle"));
        assertEquals("half of it, the item set", names.mask("half of it, the Osprey set"));
        assertEquals("The  …  leaks.", names.cut("The Egret toaster leaks."));
    }

    @Test
    void aNameThatIsTheMatterStays() {
        String text = "I want to use Apple Pay";
        assertSame(text, names.mask(text));
    }

    @Test
    void wordsThatOnlyBeginSentencesAreNoNames() {
        String text = "Where is it? Please tell me, I can't find it.";
        assertSame(text, names.mask(text));
    }

    @Test
    void aWordInSmallLettersAloneIsJustThatWord() {
        List<String> mails = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (String matter : MATTERS) {
                mails.add(matter.formatted("Swift"));
                mails.add(matter.formatted("teapot"));
            }
        }
        CrossCuttingNames learned = CrossCuttingNames.of(mails);
        assertEquals("the item is swift", learned.mask("the Swift is swift"));
    }

    @Test
    void twoNamesInARowAreOne() {
        List<String> mails = new ArrayList<>();
        for (String first : List.of("Maya", "Jonas", "Priya", "Tom", "Leila")) {
            for (String last : List.of("Brandt", "Novak", "Okafor", "Marsh", "Iyer")) {
                for (String matter : MATTERS) {
                    mails.add(matter.formatted(first + " " + last));
                }
            }
        }
        assertEquals("I am item, and late", CrossCuttingNames.of(mails).mask("I am Maya Novak, and late"));
    }

    @Test
    void fewTextsAndStrangeOnesTeachNothing() {
        CrossCuttingNames learned = CrossCuttingNames.of(
                List.of("", "\n\n", "A".repeat(20_000), "The Linnet leaks", "注文した商品", "I'd like the Linnet", "!!!"));
        String text = "The Linnet leaks";
        assertSame(text, learned.mask(text));
        assertSame("", learned.mask(""));
    }
}
