/**
 * What {@code make run} adds to the application: an embedded PostgreSQL and the demo data.
 *
 * <p>Nothing here runs unless {@code replyloop.trial} is set. The application's main class starts the database; tests
 * start servers of their own with {@link dev.replyloop.trial.EmbeddedDatabase}.
 */
package dev.replyloop.trial;
