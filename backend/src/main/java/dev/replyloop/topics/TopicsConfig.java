package dev.replyloop.topics;

import dev.replyloop.embedding.ModelFiles.Pooling;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What a deployment may choose about its topics. */
@ConfigMapping(prefix = "replyloop.topics")
public interface TopicsConfig {

    /** Whether customer messages are grouped at all. Without, no native library is loaded. */
    @WithDefault("true")
    boolean enabled();

    /** From 0 (coarse: what lies close is one topic) to 1 (fine: nothing is joined that was found apart). */
    @WithDefault("0.7")
    double granularity();

    /** The most messages that are grouped, the latest; the others keep their topics. About 4 kB of memory each. */
    @WithDefault("100000")
    int latest();

    /** How many threads a regrouping may compute on. */
    @WithDefault("1")
    int threads();

    /**
     * Where the model's native libraries stand as files, as the image has them. Without, they are unpacked into the
     * temporary directory, which must be executable then.
     */
    Optional<Path> nativeLibraries();

    /** The sentence model that texts are compared by. Another one has all messages embedded anew, in the background. */
    Model model();

    /** A model on disk; the bundled one, for English, where there is no file. */
    interface Model {

        /** What its vectors are stored with; to be changed with the file. */
        Optional<String> id();

        /** The ONNX file. */
        Optional<Path> file();

        /** Its {@code tokenizer.json}. */
        Optional<Path> tokenizer();

        /** How the vectors of a text's tokens become one; the model's own description says which. */
        @WithDefault("cls")
        Pooling pooling();
    }
}
