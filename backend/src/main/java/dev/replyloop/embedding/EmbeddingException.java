package dev.replyloop.embedding;

/** A model that can't be loaded or that fails on a text. The message names the file or the step, never the text. */
public final class EmbeddingException extends RuntimeException {

    EmbeddingException(String message, Throwable cause) {
        super(message, cause);
    }
}
