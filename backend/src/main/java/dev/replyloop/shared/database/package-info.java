/**
 * The one setting that names the database, {@code replyloop.database-url}, and everything that follows from it: what
 * Flyway's JDBC pool and the two reactive pools (the intake's, and everybody else's) are told, and the check that refuses to
 * start without a usable database. Features read what must agree through {@link
 * dev.replyloop.shared.database.Snapshots}.
 */
package dev.replyloop.shared.database;
