package dev.replyloop.bench;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** {@code training_prompts} as an entity that is written. */
@Entity
@Table(name = "training_prompts")
public class OrmPrompt extends PanacheEntityBase {

    /** The feedback's. */
    @Id
    public UUID id;

    @Column(name = "message_id")
    public UUID messageId;

    public String prompt;

    public int rating;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;
}
