package dev.replyloop.review;

import dev.replyloop.access.Caller;

/**
 * Who reviews.
 *
 * @param person whose work it is
 * @param window which of their windows; two of one person are given different training prompts
 */
record Reviewer(String person, String window) {

    /** @param window as the caller named it; null where they have but one */
    static Reviewer of(Caller caller, String window) {
        String person = caller.kind() + (caller.id() == null ? "" : ":" + caller.id());
        return new Reviewer(person, window == null ? person : person + "/" + window);
    }
}
