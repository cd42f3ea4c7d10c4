package dev.replyloop.feedback;

import io.quarkus.hibernate.validator.ValidatorFactoryCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.hibernate.validator.BaseHibernateValidatorConfiguration;

/** Clocks differ: a click up to five minutes ahead of ours is no error. */
@ApplicationScoped
class ClockTolerance implements ValidatorFactoryCustomizer {

    @Override
    public void customize(BaseHibernateValidatorConfiguration<?> configuration) {
        configuration.temporalValidationTolerance(Duration.ofMinutes(5));
    }
}
