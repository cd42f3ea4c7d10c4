/**
 * Learned prompts: what agents sent in cases like a new one, as examples in front of the new message. Called by HTTP alone;
 * stands on embedding, and on topics for the sentence model and what waits.
 */
package dev.replyloop.prompts;
