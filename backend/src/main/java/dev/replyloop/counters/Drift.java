package dev.replyloop.counters;

/**
 * How far counters were from a recount; by now they are corrected.
 *
 * @param counters how many of them differed
 * @param feedback by how many feedback, added up without regard to sign
 */
record Drift(long counters, long feedback) {

    Drift plus(Drift other) {
        return new Drift(counters + other.counters, feedback + other.feedback);
    }

    boolean isNone() {
        return counters == 0;
    }
}
