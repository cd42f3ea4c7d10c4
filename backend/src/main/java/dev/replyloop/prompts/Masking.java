package dev.replyloop.prompts;

import dev.replyloop.shared.StartRefusedException;
import dev.replyloop.text.PersonalData;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** What this deployment masks in examples. */
@ApplicationScoped
class Masking {

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

    PersonalData personalData() {
        return personalData;
    }
}
