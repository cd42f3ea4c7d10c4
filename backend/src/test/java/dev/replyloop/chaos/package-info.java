/**
 * Proof by breaking it: the packaged application as a process of its own, under load, with everything killed, frozen or
 * crowded that can be. {@code make test} runs each scenario for seconds, {@code make chaos} for as long as it is told.
 */
package dev.replyloop.chaos;
