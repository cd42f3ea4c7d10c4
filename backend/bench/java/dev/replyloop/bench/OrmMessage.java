package dev.replyloop.bench;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** {@code customer_messages} as an entity that is written. */
@Entity
@Table(name = "customer_messages")
public class OrmMessage extends PanacheEntityBase {

    /** The helpdesk's. */
    @Id
    public UUID id;

    public String message;

    @Column(name = "message_at")
    public Instant messageAt;
}
