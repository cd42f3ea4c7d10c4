package dev.replyloop.topics;

import java.time.Instant;

/**
 * Where the topics stand.
 *
 * @param messages how many are embedded, counted up to {@link #messagesNeeded}
 * @param messagesNeeded how many the first topics need
 * @param waiting how many feedback are not placed yet, and messages to be embedded by another model; counted up to 100,000
 * @param isWaitingCutOff whether more than that wait
 * @param regroupedAt when the topics were last grouped; null: never
 * @param foreignShare how many of the messages of the last regrouping are not in English, from 0 to 1; null before the first,
 *     and where a sentence model of the deployment's own is used
 * @param failure why the instance that was asked can't work on them, in a sentence; null where nothing is wrong
 */
public record TopicProgress(
        Phase phase,
        long messages,
        int messagesNeeded,
        long waiting,
        boolean isWaitingCutOff,
        Instant regroupedAt,
        Double foreignShare,
        String failure) {

    /** What is being done about them. */
    public enum Phase {
        /** Nothing: topics are switched off. */
        OFF,
        /** There are too few messages for the first ones. */
        LEARNING,
        /** They take what arrives. */
        READY,
        /** They are being grouped anew. */
        REGROUPING
    }
}
