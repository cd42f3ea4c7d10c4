package dev.replyloop.embedding;

import java.nio.file.Path;

/**
 * A sentence model on disk, as model hubs hand them out.
 *
 * @param model the ONNX file: takes {@code input_ids} and the like, gives a vector for each token or for the whole text
 * @param tokenizer its {@code tokenizer.json}
 * @param pooling how a vector for each token becomes one for the text
 */
public record ModelFiles(Path model, Path tokenizer, Pooling pooling) {

    /** How the vectors of a text's tokens become one; the model's own description says which. */
    public enum Pooling {
        /** The first token's. */
        CLS,
        /** The mean of all of them. */
        MEAN
    }
}
