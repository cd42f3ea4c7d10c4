package dev.replyloop.training;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/**
 * The text and rating the AI learns from, with its review as it counts now: one for each feedback, under the feedback's id.
 * Read here; the intake writes it with the feedback, reviewers write their reviews.
 */
@Entity
@Immutable
@Table(name = "reviewed_training_prompts")
public class TrainingPrompt extends PanacheEntityBase {

    /** The feedback's id too: they are one to one. */
    @Id
    public UUID id;

    @Column(name = "message_id")
    public UUID messageId;

    /** As {@link TrainingPromptBuilder} built it. */
    public String prompt;

    /** 1 useful, 0 not. */
    public int rating;

    @Column(name = "created_at")
    public Instant createdAt;

    /** When a changed verdict last rebuilt it; {@link #createdAt} where none has. */
    @Column(name = "updated_at")
    public Instant updatedAt;

    /** When the agent gave the verdict. */
    @Column(name = "occurred_at")
    public Instant occurredAt;

    @Enumerated(EnumType.STRING)
    public Review review;

    /** Its text is another than the one that was approved or excluded. */
    @Column(name = "changed_since_review")
    public boolean changedSinceReview;

    /** What a reviewer wrote instead of the agent's reply; null where that stands. */
    @Column(name = "edited_reply")
    public String editedReply;

    /** The reply that is taught and exported; null where none is known. */
    @Column(name = "taught_reply")
    public String taughtReply;

    public String note;

    /** Who reviewed it last, as they were called then; null where nobody has. */
    @Column(name = "reviewed_by")
    public String reviewedBy;

    @Column(name = "reviewed_at")
    public Instant reviewedAt;

    /** Another one after each change of its text or its review. */
    public String revision;
}
