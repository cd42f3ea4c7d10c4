package dev.replyloop.bench;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** {@code feedback} as an entity that is written. */
@Entity
@Table(name = "feedback")
public class OrmFeedback extends PanacheEntityBase {

    @Id
    @UuidGenerator(style = UuidGenerator.Style.VERSION_7)
    public UUID id;

    @Column(name = "message_id")
    public UUID messageId;

    @Column(name = "ai_reply_id")
    public byte[] aiReplyId;

    @Column(name = "ai_reply")
    public String aiReply;

    public boolean useful;

    @Column(name = "agent_reply")
    public String agentReply;

    public String reason;

    @Column(name = "agent_id")
    public String agentId;

    public String channel;

    public String model;

    @Column(name = "occurred_at")
    public Instant occurredAt;

    @Column(name = "confirmed_at")
    public Instant confirmedAt;

    @Column(name = "verdict_digest")
    public byte[] verdictDigest;

    @Column(name = "received_at")
    public Instant receivedAt;
}
