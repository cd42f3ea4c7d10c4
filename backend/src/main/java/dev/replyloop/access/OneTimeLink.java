package dev.replyloop.access;

import java.time.Instant;

/**
 * A link with which somebody chooses a password, once. It is shown this one time.
 *
 * @param url to be handed over to that person alone
 */
public record OneTimeLink(String url, Instant expiresAt) {}
