package dev.replyloop.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TrainingPromptBuilderTest {

    @Example
    void showsWhatTheAgentSentInstead() {
        assertEquals(
                """
                Customer Message:
                Where is my parcel?

                AI Suggested Reply:
                It was delivered.

                Was this useful? → ❌ No

                Agent replied with:
                It arrives tomorrow.
                ----
                Use this to learn how to improve the AI next time.""",
                TrainingPromptBuilder.build("Where is my parcel?", "It was delivered.", false, "It arrives tomorrow."));
    }

    @Example
    void keepsTheBlankLineOfAThumbsDownWithoutAReply() {
        String expected = """
                Customer Message:
                Where is my parcel?

                AI Suggested Reply:
                It was delivered.

                Was this useful? → ❌ No


                ----
                Use this to learn how to improve the AI next time.""";
        assertEquals(expected, TrainingPromptBuilder.build("Where is my parcel?", "It was delivered.", false, null));
        assertEquals(expected, TrainingPromptBuilder.build("Where is my parcel?", "It was delivered.", false, ""));
    }

    @Example
    void showsAThumbsUp() {
        assertEquals(THUMBS_UP, TrainingPromptBuilder.build("Where is my parcel?", "It was delivered.", true, null));
    }

    @Example
    void hidesTheAgentReplyOfAThumbsUp() {
        assertEquals(
                THUMBS_UP,
                TrainingPromptBuilder.build("Where is my parcel?", "It was delivered.", true, "It was, enjoy it!"));
    }

    @Property
    void isTheContractsTemplateForAnyText(
            @ForAll("texts") String message,
            @ForAll("texts") String aiReply,
            @ForAll boolean useful,
            @ForAll("agentReplies") String agentReply) {
        assertEquals(
                PromptOfTheContract.text(message, aiReply, useful, agentReply),
                TrainingPromptBuilder.build(message, aiReply, useful, agentReply));
    }

    /** Any code points, and what the template itself is made of. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(60);
        Arbitrary<String> tricky = Arbitraries.of(
                "${message}",
                "${aiReply}",
                "`",
                "\\n",
                "\\",
                "$&",
                "$1",
                "%s",
                "{0}",
                "\r\n",
                "\n\n----\n",
                "Agent replied with:\n",
                "✅ Yes",
                "\u2028",
                "\u202Eabc\u202C",
                "\uD83D\uDC69\u200D\uD83D\uDC67",
                " ");
        return Arbitraries.oneOf(
                any, tricky, any.list().ofMaxSize(3).flatMap(parts -> tricky.map(piece -> String.join(piece, parts))));
    }

    @Provide
    Arbitrary<String> agentReplies() {
        return texts().injectNull(0.2);
    }

    private static final String THUMBS_UP = """
            Customer Message:
            Where is my parcel?

            AI Suggested Reply:
            It was delivered.

            Was this useful? → ✅ Yes


            ----
            Use this to learn how to improve the AI next time.""";
}
