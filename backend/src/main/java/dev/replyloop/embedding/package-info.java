/**
 * Customer messages as vectors: what is masked in them, the sentence model behind one interface, and the search for the
 * nearest. Knows nothing of topics, of HTTP or of the database.
 *
 * <p>Topics and learned prompts stand on it. Nothing native is loaded before {@link
 * dev.replyloop.embedding.EmbeddingModel#embed} is first called, and nothing here ever opens a connection.
 */
package dev.replyloop.embedding;
