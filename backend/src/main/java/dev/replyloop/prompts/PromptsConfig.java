package dev.replyloop.prompts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a deployment may choose about its learned prompts. */
@ConfigMapping(prefix = "replyloop.prompts")
interface PromptsConfig {

    /** How well vouched for an example must be; callers may ask for more. */
    @WithDefault("any")
    RequiredTrust trust();

    /** From which share of the prompts the examples are withheld, to measure what they are worth. */
    @WithDefault("0")
    double holdout();
}
