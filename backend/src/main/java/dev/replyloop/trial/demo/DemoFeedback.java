package dev.replyloop.trial.demo;

import java.time.Instant;
import java.util.UUID;

/** One feedback of the demo data, as a helpdesk would post it. What the agent left open is null. */
public record DemoFeedback(
        UUID messageId,
        String message,
        String aiReply,
        boolean useful,
        String agentReply,
        String reason,
        String comment,
        String agentId,
        String channel,
        String model,
        Instant occurredAt) {}
