/**
 * The benchmark's own endpoints: what the same application does with no database, and with the ORM alone. Built beside
 * the application's sources for {@code make bench}; no part of what is shipped.
 */
package dev.replyloop.bench;
