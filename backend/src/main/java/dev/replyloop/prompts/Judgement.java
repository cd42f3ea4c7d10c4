package dev.replyloop.prompts;

import java.util.List;
import java.util.function.Function;

/**
 * What examples would have been worth to one verdict, told from the texts alone.
 *
 * @param covered whether there was an example at all
 * @param known of an override: whether an example held at least half of what the agent's reply has and the AI's lacks; null for a
 *     thumbs-up, and where the agent changed too little to tell
 * @param controlKnown the same with examples of other matters: what chance would give
 * @param misled of a thumbs-up: whether an example has a rejected AI reply like this useful one and an agent's reply unlike it;
 *     null for an override
 */
record Judgement(boolean covered, Boolean known, Boolean controlKnown, Boolean misled) {

    /** What differs in fewer n-grams than this is a light edit. */
    static final int MIN_DIFFERENCE = 12;
    /** An answer is known from this share of it on. */
    static final double KNOWN = 0.5;

    /**
     * @param override a verdict with an agent's reply
     * @param examples those that a prompt would have held
     * @param control as many of other matters
     * @param said what of a verdict's reply counts, without greetings, closings and personal data
     */
    static Judgement ofOverride(
            PastVerdict override, List<PastVerdict> examples, List<PastVerdict> control, Said said) {
        AnswerGrams changed = said.right(override).without(said.ai(override));
        if (changed.size() < MIN_DIFFERENCE) {
            return new Judgement(!examples.isEmpty(), null, null, null);
        }
        return new Judgement(!examples.isEmpty(), holds(examples, changed, said), holds(control, changed, said), null);
    }

    /**
     * @param thumbsUp a verdict whose AI reply was useful
     * @param examples those that a prompt would have held
     * @param grams of a reply
     */
    static Judgement ofThumbsUp(PastVerdict thumbsUp, List<PastVerdict> examples, Function<String, TextGrams> grams) {
        TextGrams useful = grams.apply(thumbsUp.aiReply());
        boolean misled = examples.stream()
                .anyMatch(example -> example.overridden()
                        && grams.apply(example.aiReply()).isLike(useful, TextGrams.SAME)
                        && !grams.apply(example.agentReply()).isLike(useful, TextGrams.SAME));
        return new Judgement(!examples.isEmpty(), null, null, misled);
    }

    private static boolean holds(List<PastVerdict> examples, AnswerGrams changed, Said said) {
        return examples.stream().anyMatch(example -> changed.shareHeldBy(said.right(example)) >= KNOWN);
    }

    /** What the replies of a verdict say. */
    interface Said {

        AnswerGrams right(PastVerdict verdict);

        AnswerGrams ai(PastVerdict verdict);
    }
}
