package dev.replyloop.shared;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Settings that got another name go on answering to the old one, with a warning. What the new name says counts more. */
@Priority(Priorities.LIBRARY + 600)
public final class RenamedSettings implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = Logger.getLogger(RenamedSettings.class);

    /** By their new names. */
    private static final Map<String, String> OLD_NAMES = Map.of(
            "replyloop.intake.writers", "replyloop.intake.lanes",
            "replyloop.topics.granularity", "replyloop.topics.fineness");

    private final transient Set<String> warned = ConcurrentHashMap.newKeySet();

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        String oldName = OLD_NAMES.get(name);
        if (oldName == null) {
            return value;
        }
        ConfigValue old = context.proceed(oldName);
        if (old == null || old.getValue() == null) {
            return value;
        }
        if (warned.add(name)) {
            LOG.warnf("The setting %s is now called %s: please rename it.", oldName, name);
        }
        // Our own defaults stand below whatever somebody has set.
        return value == null || old.getConfigSourceOrdinal() > value.getConfigSourceOrdinal()
                ? old.withName(name)
                : value;
    }
}
