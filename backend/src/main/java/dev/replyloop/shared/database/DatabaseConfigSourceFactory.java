package dev.replyloop.shared.database;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Derives the settings of all pools from the one that names the database. */
public final class DatabaseConfigSourceFactory implements ConfigSourceFactory {

    /** Above application.properties (250), below the environment (300), which may still fine-tune. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        try {
            DatabaseSetting setting = DatabaseSetting.from(
                    name -> Optional.ofNullable(context.getValue(name)).map(ConfigValue::getValue));
            return List.of(new PropertiesConfigSource(setting.quarkusSettings(), DatabaseSetting.URL, ORDINAL));
        } catch (UnusableDatabaseException e) {
            // The check at the start says it to people; a build needs no database at all.
            return List.of();
        }
    }
}
