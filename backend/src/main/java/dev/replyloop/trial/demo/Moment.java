package dev.replyloop.trial.demo;

import java.time.Instant;

/**
 * That an agent judges one AI reply to one customer message.
 *
 * @param day the day of the story, from 0
 * @param number the customer message's number on that day
 */
record Moment(int day, int number, Turn turn, Channel channel, Instant occurredAt) {

    /** Which of a message's AI replies is judged: most have one only, some a second after the first failed. */
    enum Turn {
        ONLY,
        FIRST,
        SECOND
    }
}
