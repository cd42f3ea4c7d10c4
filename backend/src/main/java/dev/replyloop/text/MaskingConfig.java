package dev.replyloop.text;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** What a deployment may choose about the masking of examples. */
@ConfigMapping(prefix = "replyloop.masking")
interface MaskingConfig {

    /** The country (ISO 3166) whose way of writing phone numbers without a country code is known. */
    @WithDefault("US")
    String region();

    /** The house's own domains, e-mail addresses and numbers, which are never masked. */
    Optional<List<String>> keep();

    /** Whether texts are masked before they are stored; what was masked can't be brought back. */
    @WithDefault("false")
    boolean atIntake();
}
