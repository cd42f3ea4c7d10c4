package dev.replyloop.cases.grouping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.text.PersonalData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CaseFinderTest {

    private static final PersonalData PERSONAL_DATA = new PersonalData("GB", List.of());

    private static EmbeddingModel model;

    private final List<Rejection> rejections = new ArrayList<>();

    @BeforeAll
    static void load() {
        model = EmbeddingModel.bundled();
    }

    @AfterAll
    static void close() throws Exception {
        model.close();
    }

    @Test
    void wordingsThatAgentsCorrectedWithTheSameWordsAreOneCase() throws InterruptedException {
        String correction = "Refunds take five to ten working days once the return has been checked.";
        rejected("The money will be back in your account within a day.", correction, "When do I get my refund?");
        rejected(
                "Good news! Tomorrow at this time you'll see the full amount on your card again.",
                "Hello Anna, refunds take five to ten working days once the return has been checked. Best, Tom",
                "I sent the jacket back, where is my money");
        rejected("Refund: 24 hours.", correction, "refund status please");
        rejected("The desk lamp takes bulbs with an E27 thread.", "It takes E14 bulbs.", "Which bulb fits the lamp?");

        int[] cases = find();
        assertEquals(cases[0], cases[1]);
        assertEquals(cases[0], cases[2]);
        assertNotEquals(CaseFinder.NONE, cases[0]);
        assertEquals(CaseFinder.NONE, cases[3], "what stands alone is no case");
    }

    @Test
    void wordsThatCorrectAnythingJoinNothing() throws InterruptedException {
        String anything = "Sorry about that. I'll look into it and come back to you.";
        rejected("The lamp takes bulbs with an E27 thread.", anything, "Which bulb fits the lamp?");
        rejected("Withdrawals abroad are free of charge.", anything, "What does cash cost in Japan?");
        rejected("You may take a trolley on board.", anything, "How much luggage is in the basic fare?");
        rejected("Your notes stay when you delete the app.", anything, "Can I reinstall it safely?");
        int[] expected = new int[rejections.size()];
        Arrays.fill(expected, CaseFinder.NONE);
        assertArrayEquals(expected, find());
    }

    @Test
    void namesNumbersAndGreetingsMakeNoOtherWording() throws InterruptedException {
        rejected(
                "Hello Anna Schmidt,\n\nyour order 4711-22 has left our warehouse on 3 March 2026 and can't be changed any more.\n\nKind regards",
                null,
                "Please change my order 4711-22");
        rejected(
                "Dear Mr Okafor, your order A7-0815 has left our warehouse on 2026-05-17 and can't be changed any more.",
                null,
                "Please change my order A7-0815");
        assertArrayEquals(new int[] {0, 0}, find());
    }

    @Test
    void theSameMatterWithAnotherClaimIsAnotherCase() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            rejected(
                    "Items may be returned within 30 days of delivery.",
                    "You can return items within 14 days.",
                    "How long do I have to send it back?");
            rejected(
                    "The return label is free of charge for every parcel.",
                    "Return postage is 4.90 unless the item is faulty.",
                    "Who pays for sending it back?");
        }
        int[] cases = find();
        assertArrayEquals(new int[] {0, 1, 0, 1, 0, 1}, cases);
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws InterruptedException {
        for (String day : List.of("one day", "two days", "three days", "a week", "a month")) {
            rejected("The parcel needs " + day + ".", "It was lost, we send another.", "Where is it?");
            rejected("Your plan ends in " + day + ".", null, "When does my plan end?");
        }
        assertArrayEquals(find(), CaseFinder.find(rejections, 1));
    }

    @Test
    void nothingIsInNoCase() throws InterruptedException {
        assertArrayEquals(new int[0], find());
        rejected("The warranty lasts two years.", null, "Is it still covered?");
        assertArrayEquals(new int[] {CaseFinder.NONE}, find());
    }

    private void rejected(String aiReply, String agentReply, String message) {
        List<String> masked = PERSONAL_DATA.maskAll(Arrays.asList(message, aiReply, agentReply));
        rejections.add(new Rejection(embedded(masked.get(1)), embedded(masked.get(2)), embedded(masked.get(0))));
    }

    private static float[] embedded(String masked) {
        return masked == null ? null : model.embed(CaseText.of(masked));
    }

    private int[] find() throws InterruptedException {
        return CaseFinder.find(rejections, 2);
    }
}
