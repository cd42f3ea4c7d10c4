/** Measures how many of the nearest messages are found: a part of {@code make bench-prompts}. */
package dev.replyloop.bench.neighbours;
