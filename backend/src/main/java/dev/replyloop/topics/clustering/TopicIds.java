package dev.replyloop.topics.clustering;

import java.util.Arrays;

/** Which group goes on as which topic: the pair with the most messages in common first, each group and topic once. */
final class TopicIds {

    private TopicIds() {}

    /**
     * @param overlap messages in common, by group and topic
     * @return of each group its topic, or -1 for a new one
     */
    static int[] match(int[][] overlap) {
        int[] topics = new int[overlap.length];
        Arrays.fill(topics, -1);
        int topicCount = overlap.length == 0 ? 0 : overlap[0].length;
        boolean[] taken = new boolean[topicCount];
        while (true) {
            int best = 0;
            int group = -1;
            int topic = -1;
            for (int g = 0; g < overlap.length; g++) {
                for (int t = 0; t < topicCount && topics[g] < 0; t++) {
                    if (!taken[t] && overlap[g][t] > best) {
                        best = overlap[g][t];
                        group = g;
                        topic = t;
                    }
                }
            }
            if (group < 0) {
                return topics;
            }
            topics[group] = topic;
            taken[topic] = true;
        }
    }
}
