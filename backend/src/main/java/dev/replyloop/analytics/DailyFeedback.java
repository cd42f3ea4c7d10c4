package dev.replyloop.analytics;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.LocalDate;
import org.hibernate.annotations.Immutable;

/**
 * One slot of the counters of one reporting day, channel and model. A counter is the sum of its slots: one slot alone
 * means nothing and may be below zero.
 */
@Entity
@Immutable
@Table(name = "feedback_daily")
public class DailyFeedback extends PanacheEntityBase {

    @EmbeddedId
    public Key key;

    public long total;

    public long useful;

    public long overridden;

    /** What is counted, and in which slot; '' for a channel or model stands for "has none". */
    @Embeddable
    public record Key(LocalDate day, String channel, String model, short slot) {}
}
