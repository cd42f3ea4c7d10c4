package dev.replyloop.feedback;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One verdict on one AI reply to one customer message. Read here; written by {@link FeedbackWriter} alone. */
@Entity
@Immutable
@Table(name = "feedback")
public class Feedback extends PanacheEntityBase {

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "message_id")
    public CustomerMessage customerMessage;

    /** SHA-256 of the AI reply's exact text in UTF-8. */
    @Column(name = "ai_reply_id")
    public byte[] aiReplyId;

    @Column(name = "ai_reply")
    public String aiReply;

    public boolean useful;

    /** What the agent sent instead; null where nothing was. */
    @Column(name = "agent_reply")
    public String agentReply;

    /** Only ever on a thumbs-down. */
    @Enumerated(EnumType.STRING)
    public Reason reason;

    public String comment;

    @Column(name = "agent_id")
    public String agentId;

    public String channel;

    public String model;

    /** When the agent gave this verdict; it counts on that reporting day. */
    @Column(name = "occurred_at")
    public Instant occurredAt;

    /** When ReplyLoop took this verdict. */
    @Column(name = "received_at")
    public Instant receivedAt;

    /** A thumbs-down with an agent reply that shows something else than the AI reply does. */
    public boolean overridden;

    /** The learned prompt that the AI reply came from; null where it came from none that is known. */
    @Column(name = "prompt_id")
    public UUID promptId;

    /** The earlier turns of the conversation, as JSON; null where there are none. */
    public String context;

    /** The caller's own link to its traces. */
    @Column(name = "trace_id")
    public String traceId;
}
