package dev.replyloop.access;

/** A key with its new secret, shown this one time. */
public record NewSecret(KeyView key, String secret) {}
