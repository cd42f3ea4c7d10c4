package dev.replyloop.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An old name goes on working; where both are set, the new one counts. */
class RenamedSettingsTest {

    @Test
    void anOldNameAnswersWhereNobodySetTheNewOne() {
        SmallRyeConfig config = config(Map.of("REPLYLOOP_INTAKE_LANES", "7"));
        assertEquals(7, config.getValue("replyloop.intake.writers", Integer.class));
    }

    @Test
    void theNewNameCountsMore() {
        SmallRyeConfig config = config(Map.of("REPLYLOOP_INTAKE_LANES", "7", "REPLYLOOP_INTAKE_WRITERS", "3"));
        assertEquals(3, config.getValue("replyloop.intake.writers", Integer.class));
    }

    @Test
    void withoutEitherTheDefaultHolds() {
        assertEquals(2, config(Map.of()).getValue("replyloop.intake.writers", Integer.class));
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of("replyloop.intake.writers", "2"), "defaults", 100))
                .withSources(new EnvConfigSource(environment, 300))
                .withInterceptors(new RenamedSettings())
                .build();
    }
}
