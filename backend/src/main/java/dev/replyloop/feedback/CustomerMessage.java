package dev.replyloop.feedback;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** What a customer wrote, under the helpdesk's id. Read here; written by {@link FeedbackWriter} alone. */
@Entity
@Immutable
@Table(name = "customer_messages")
public class CustomerMessage extends PanacheEntityBase {

    /** The helpdesk's. */
    @Id
    public UUID id;

    /** The newest text seen; null once erased. */
    public String message;

    /** When the feedback that brought the newest text occurred; null once erased. */
    @Column(name = "message_at")
    public Instant messageAt;
}
