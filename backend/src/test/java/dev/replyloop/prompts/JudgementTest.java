package dev.replyloop.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Planted truth: what was known, what was not, and what is too little to tell. */
class JudgementTest {

    private static final String AI = "Your voucher is valid. Please try it again at the checkout.";
    private static final String RIGHT =
            "Vouchers of the spring sale ended on Sunday; we have put ten euros of credit on your account instead.";
    private static final String REWORDED =
            "We have put ten euros of credit on your account, because the vouchers of the spring sale ended on Sunday.";
    private static final String OTHER = "The courier will ring twice, and leaves the parcel with a neighbour.";

    @Test
    void anAnswerThatAnExampleHoldsWasKnown() {
        assertEquals(true, known(override(AI, RIGHT), override("No.", RIGHT)));
        assertEquals(true, known(override(AI, RIGHT), override("No.", REWORDED)));
        assertEquals(true, known(override(AI, RIGHT), override("No.", OTHER), useful(RIGHT)));
    }

    @Test
    void anAnswerThatNoneHoldsWasNot() {
        assertEquals(false, known(override(AI, RIGHT), override("No.", OTHER)));
        assertEquals(false, known(override(AI, RIGHT)));
        // What the AI said too proves nothing.
        assertEquals(false, known(override(AI, AI + " " + OTHER), useful(AI)));
    }

    @Test
    void aLightEditIsNotJudged() {
        assertNull(known(override(AI, "Your voucher is valid. Please try it at the checkout."), override("No.", AI)));
        assertNull(known(override(AI, AI.toUpperCase(java.util.Locale.ROOT) + " !"), override("No.", AI)));
    }

    @Test
    void anyScriptIsJudged() {
        String right = "バウチャーは日曜日に終了しましたので、代わりに千円分のクレジットをアカウントに追加しました。";
        assertEquals(true, known(override("バウチャーは有効です。", right), override("いいえ。", right)));
        assertEquals(false, known(override("バウチャーは有効です。", right), override("いいえ。", "配達員が荷物を隣人に預けます。")));
    }

    @Test
    void coveredIsWhatHasAnExample() {
        assertEquals(
                true,
                judged(override(AI, RIGHT), List.of(useful(OTHER)), List.of()).covered());
        assertEquals(
                false,
                judged(override(AI, RIGHT), List.of(), List.of(useful(RIGHT))).covered());
    }

    @Test
    void theControlIsJudgedAlike() {
        assertEquals(
                true,
                judged(override(AI, RIGHT), List.of(), List.of(useful(RIGHT))).controlKnown());
        assertEquals(
                false,
                judged(override(AI, RIGHT), List.of(useful(RIGHT)), List.of(useful(OTHER)))
                        .controlKnown());
    }

    @Test
    void aThumbsUpIsMisledByTheCorrectionOfAReplyLikeIt() {
        assertEquals(true, misled(useful(AI), override(AI, RIGHT)));
        assertEquals(false, misled(useful(AI), override(OTHER, RIGHT)));
        assertEquals(false, misled(useful(AI), override(AI, AI + " Thanks!")));
        assertEquals(false, misled(useful(AI), useful(RIGHT)));
        assertNull(judged(override(AI, RIGHT), List.of(override(AI, OTHER)), List.of())
                .misled());
    }

    private static Boolean known(PastVerdict override, PastVerdict... examples) {
        return judged(override, List.of(examples), List.of()).known();
    }

    private static Boolean misled(PastVerdict thumbsUp, PastVerdict example) {
        return Judgement.ofThumbsUp(thumbsUp, List.of(example), TextGrams::new).misled();
    }

    private static Judgement judged(PastVerdict override, List<PastVerdict> examples, List<PastVerdict> control) {
        return Judgement.ofOverride(override, examples, control, new Judgement.Said() {
            @Override
            public AnswerGrams right(PastVerdict verdict) {
                return AnswerGrams.of(verdict.rightReply());
            }

            @Override
            public AnswerGrams ai(PastVerdict verdict) {
                return AnswerGrams.of(verdict.aiReply());
            }
        });
    }

    private static PastVerdict override(String aiReply, String agentReply) {
        return verdict(aiReply, agentReply, false);
    }

    private static PastVerdict useful(String aiReply) {
        return verdict(aiReply, null, true);
    }

    private static PastVerdict verdict(String aiReply, String agentReply, boolean useful) {
        return new PastVerdict(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "m",
                aiReply,
                agentReply,
                useful,
                !useful,
                null,
                Instant.EPOCH,
                false,
                1);
    }
}
