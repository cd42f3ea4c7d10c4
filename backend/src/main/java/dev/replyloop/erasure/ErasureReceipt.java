package dev.replyloop.erasure;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * How far an erasure is.
 *
 * @param requestedBy who asked for it, as they were called then
 * @param messages how many it names, each once
 * @param erased how many of them are erased
 * @param finishedAt null while some are left
 */
public record ErasureReceipt(
        UUID id, Instant requestedAt, String requestedBy, int messages, int erased, Instant finishedAt) {

    static ErasureReceipt of(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return new ErasureReceipt(
                row.getUUID("id"),
                row.getOffsetDateTime("requested_at").toInstant(),
                row.getString("requested_by"),
                row.getInteger("messages"),
                row.getInteger("erased"),
                finished == null ? null : finished.toInstant());
    }
}
