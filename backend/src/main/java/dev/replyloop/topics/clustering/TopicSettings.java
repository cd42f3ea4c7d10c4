package dev.replyloop.topics.clustering;

/**
 * What a deployment may choose.
 *
 * @param granularity how unlike two groups must be to be two topics, from 0 (coarse: what is often written alike is one
 *     topic) to 1 (fine: nothing is joined that was found apart)
 * @param latest the most messages that are grouped, the newest; older ones follow by vote
 * @param threads how many a regrouping may compute on
 */
public record TopicSettings(double granularity, int latest, int threads) {

    public static final TopicSettings DEFAULT = new TopicSettings(0.7, 100_000, 1);

    public TopicSettings {
        if (!(granularity >= 0 && granularity <= 1) || latest < 1 || threads < 1) {
            throw new IllegalArgumentException("Not topic settings: " + granularity + ", " + latest + ", " + threads);
        }
    }
}
