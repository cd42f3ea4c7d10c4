package dev.replyloop.topics.clustering;

import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.Vectors;
import java.util.Arrays;
import java.util.List;

/** Finds the message of each topic that says best what the others say too: the one nearest to the topic's middle. */
final class TypicalMessages {

    /** Shown beside a name, a message should be read at a glance, and be more than a word. */
    private static final int SHORT = 12;

    private static final int LONG = 160;
    private static final float HANDICAP = 0.1f;

    private TypicalMessages() {}

    /**
     * @param topicOf of each message its topic, or -1
     * @return of each topic its typical message, or -1 where it has none
     */
    static int[] of(List<EmbeddedMessage> messages, float[][] vectors, int[] topicOf, int topicCount) {
        float[][] middles = new float[topicCount][vectors[0].length];
        for (int i = 0; i < topicOf.length; i++) {
            if (topicOf[i] >= 0) {
                Vectors.add(middles[topicOf[i]], vectors[i]);
            }
        }
        for (int topic = 0; topic < topicCount; topic++) {
            middles[topic] = Vectors.normalised(middles[topic]);
        }
        int[] typical = new int[topicCount];
        Arrays.fill(typical, -1);
        float[] best = new float[topicCount];
        for (int i = 0; i < topicOf.length; i++) {
            int topic = topicOf[i];
            if (topic >= 0) {
                int length = messages.get(i).text().length();
                float score =
                        Vectors.dot(middles[topic], vectors[i]) - (length < SHORT || length > LONG ? HANDICAP : 0);
                if (typical[topic] < 0 || score > best[topic]) {
                    typical[topic] = i;
                    best[topic] = score;
                }
            }
        }
        return typical;
    }
}
