package dev.replyloop.shared.database;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Migrates as the role that {@code replyloop.migration-username} names, if it is set. That role owns the schema; the
 * application's own may only read and write rows, and of the audit log only read and add them.
 */
@ApplicationScoped
class MigrationRole implements FlywayConfigurationCustomizer {

    private final Config config;

    MigrationRole(Config config) {
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration flyway) {
        DatabaseSetting.forMigrations(this::setting)
                .ifPresent(role -> flyway.dataSource(
                                role.jdbcUrl(),
                                role.username().orElseThrow(),
                                role.password().orElse(null))
                        .callbacks(new ApplicationGrants(
                                DatabaseSetting.from(this::setting).username().orElseThrow(),
                                role.username().orElseThrow())));
    }

    private Optional<String> setting(String name) {
        return config.getOptionalValue(name, String.class);
    }
}
