package dev.replyloop.trial.demo;

import java.util.List;

/**
 * What is wrong with some AI replies, and what agents do about it: they change a detail, add what was missing, or write a
 * reply afresh.
 */
record Fault(
        String reason,
        List<Template> aiReplies,
        List<Fix> fixes,
        List<Template> additions,
        List<Template> agentReplies,
        List<Template> comments) {

    boolean isMendable() {
        return !fixes.isEmpty() || !additions.isEmpty();
    }

    /** Words of the AI reply, and what the agent made of them. */
    record Fix(Template wrong, Template right) {}
}
