package dev.replyloop.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.prompts.Example.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which verdicts become examples. */
class ExampleSelectionTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final String LATE = "We are sorry: your parcel is late and comes tomorrow.";
    private static final String VOUCHER = "The voucher has expired; here is a new one for you.";

    private final List<PastVerdict> verdicts = new ArrayList<>();

    @Test
    void aReplyThatWasRejectedLaterInALikeCaseIsNoExample() {
        verdict(LATE, null, true, "a", 0, 0.9);
        verdict(LATE, VOUCHER, false, "b", 60, 0.8);
        assertEquals(List.of(VOUCHER), replies(RequiredTrust.ANY));
    }

    @Test
    void aReplyThatWasRejectedBeforeItWasFoundUsefulIsOne() {
        verdict(LATE, null, false, "b", 0, 0.8);
        verdict(LATE, null, true, "a", 60, 0.9);
        assertEquals(List.of(LATE), replies(RequiredTrust.ANY));
    }

    @Test
    void anOverrideComesBeforeAThumbsUpThatIsAsNear() {
        verdict(LATE, null, true, "a", 0, 0.85);
        verdict("No.", VOUCHER, false, "a", 0, 0.85);
        assertEquals(List.of(VOUCHER, LATE), replies(RequiredTrust.ANY));
    }

    @Test
    void ofMessagesThatAreAsNearThoseInTheSameWordsComeFirst() {
        verdict("No.", LATE, false, "a", 0, 0.85);
        verdict("No.", VOUCHER, false, "a", 1, 0.85);
        verdicts.set(0, verdicts.get(0).withMessage("my spring voucher is refused"));
        verdicts.set(1, verdicts.get(1).withMessage("the coupon does not work"));
        assertEquals(List.of(LATE, VOUCHER), replies("spring voucher refused", RequiredTrust.ANY));
        assertEquals(List.of(VOUCHER, LATE), replies("my coupon does not work", RequiredTrust.ANY));
    }

    @Test
    void whatDoesNotFitMakesRoomForTheNext() {
        verdict("No.", LATE, false, "a", 0, 0.95);
        verdict("Nope.", LATE + "!", false, "a", 1, 0.94);
        verdict("Never.", VOUCHER, false, "a", 2, 0.8);
        assertEquals(
                List.of(LATE + "!", VOUCHER),
                ExampleSelection.choose(
                                "m",
                                verdicts,
                                RequiredTrust.ANY,
                                2,
                                one -> !one.verdict().rightReply().equals(LATE),
                                TextGrams::new)
                        .stream()
                        .map(one -> one.verdict().rightReply())
                        .toList());
    }

    @Test
    void noTwoSayTheSame() {
        verdict("No.", LATE, false, "a", 0, 0.95);
        verdict("Nope.", LATE + "!", false, "a", 1, 0.94);
        verdict("Never.", VOUCHER, false, "a", 2, 0.8);
        assertEquals(List.of(LATE, VOUCHER), replies(RequiredTrust.ANY));
    }

    @Test
    void oneMessageTeachesOnce() {
        UUID message = UUID.randomUUID();
        verdicts.add(new PastVerdict(UUID.randomUUID(), message, "m", LATE, null, true, false, "a", NOON, false, 0.9));
        verdicts.add(new PastVerdict(
                UUID.randomUUID(), message, "m", "No.", VOUCHER, false, true, "a", NOON.plusSeconds(1), false, 0.9));
        assertEquals(List.of(VOUCHER), replies(RequiredTrust.ANY));
    }

    @Test
    void twoAgentsWhoSayTheSameAgree() {
        verdict("No.", LATE, false, "a", 0, 0.9);
        verdict("No!", "Sorry, your parcel is late and comes tomorrow.", false, "b", 0, 0.8);
        assertTrue(ExampleSelection.choose("m", verdicts, RequiredTrust.ANY, 24, one -> true, TextGrams::new).stream()
                .allMatch(one -> one.trust() == Trust.AGREED));
    }

    @Test
    void oneAgentAloneTeachesNothingWhereTwoMustAgree() {
        for (int i = 0; i < 30; i++) {
            verdict("No " + i, VOUCHER + i, false, "liar", i, 0.99);
            verdict("Na " + i, VOUCHER + i, false, null, i, 0.99);
        }
        assertEquals(List.of(), replies(RequiredTrust.AGREED));
    }

    @Test
    void whatAReviewerApprovedIsEnoughForEverybody() {
        UUID message = UUID.randomUUID();
        verdicts.add(
                new PastVerdict(UUID.randomUUID(), message, "m", "No.", VOUCHER, false, true, "a", NOON, true, 0.9));
        verdict("No!", LATE, false, "b", 0, 0.99);
        for (RequiredTrust trust : List.of(RequiredTrust.AGREED, RequiredTrust.APPROVED)) {
            assertEquals(List.of(VOUCHER), replies(trust));
        }
    }

    private void verdict(
            String aiReply, String agentReply, boolean useful, String agentId, int seconds, double similarity) {
        verdicts.add(new PastVerdict(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "a message",
                aiReply,
                agentReply,
                useful,
                agentReply != null,
                agentId,
                NOON.plusSeconds(seconds),
                false,
                similarity));
    }

    private List<String> replies(RequiredTrust trust) {
        return replies("m", trust);
    }

    private List<String> replies(String message, RequiredTrust trust) {
        return ExampleSelection.choose(message, verdicts, trust, 24, one -> true, TextGrams::new).stream()
                .map(one -> one.verdict().rightReply())
                .toList();
    }
}
