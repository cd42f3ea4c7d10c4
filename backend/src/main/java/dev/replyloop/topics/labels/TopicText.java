package dev.replyloop.topics.labels;

import dev.replyloop.embedding.TextMask;

/** What is embedded of a text to find its topic. Pure. */
public final class TopicText {

    /** Of a text that says nothing of a matter, so that all of these lie in one place. */
    private static final String SMALL_TALK = "Hello, thank you, okay.";

    private TopicText() {}

    /**
     * @param written what a customer wrote, without the packaging of a mail
     * @return that without what names their own case; never null
     */
    public static String of(String written) {
        return PhraseTokenizer.isSmallTalk(written) ? SMALL_TALK : TextMask.mask(written);
    }
}
