package dev.replyloop.training;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** The text and rating the AI learns from: one for each feedback, under the feedback's id, written with it. */
@Entity
@Immutable
@Table(name = "training_prompts")
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
}
