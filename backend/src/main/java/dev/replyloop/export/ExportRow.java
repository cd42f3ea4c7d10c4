package dev.replyloop.export;

import java.util.UUID;

/**
 * A training prompt as it is exported.
 *
 * @param prompt its own text, masked where that was wanted; null of formats that don't show it, where it had to be masked
 * @param occurredAt this and the other times as RFC 3339 in UTC
 * @param reviewedAt null where nobody has
 */
record ExportRow(
        UUID id,
        UUID messageId,
        boolean useful,
        ExportTexts texts,
        String prompt,
        String review,
        String occurredAt,
        String createdAt,
        String updatedAt,
        String reviewedAt) {

    /** Not useful, with another reply. */
    boolean isCorrected() {
        return !useful && texts.agentReply() != null;
    }

    /** The reply to be learned; null where none is known. */
    String rightReply() {
        return useful ? texts.aiReply() : texts.agentReply();
    }
}
