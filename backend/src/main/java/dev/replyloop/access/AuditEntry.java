package dev.replyloop.access;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing that was done, or tried.
 *
 * @param caller how the caller was known
 * @param who as they were called then
 * @param whoId of the account or the key; null where there is none
 * @param object the ids that it was done to, or why it was refused; null where there is none
 * @param address from where
 * @param outcome the HTTP status
 * @param calls how many, of what is added up for a minute
 */
public record AuditEntry(
        UUID id,
        Instant at,
        Caller.Kind caller,
        String who,
        UUID whoId,
        String action,
        String object,
        String address,
        int outcome,
        int calls) {}
