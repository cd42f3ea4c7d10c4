package dev.replyloop.text;

import dev.replyloop.shared.StartRefusedException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** What this deployment masks in examples. */
@ApplicationScoped
public class Masking {

    private final MaskingConfig config;
    private PersonalData personalData;

    Masking(MaskingConfig config) {
        this.config = config;
    }

    void start(@Observes @Priority(1) StartupEvent started) {
        try {
            personalData = new PersonalData(config.region(), config.keep().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(
                    "replyloop.masking.region must be the two letters of a country, such as DE or US.");
        }
    }

    /** The one span finder of this deployment. */
    public PersonalData personalData() {
        return personalData;
    }

    /** Whether texts are masked before they are stored. */
    public boolean isAtIntake() {
        return config.atIntake();
    }
}
