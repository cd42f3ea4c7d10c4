package dev.replyloop.topics;

import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.embedding.ModelFiles;
import dev.replyloop.shared.StartRefusedException;
import jakarta.enterprise.context.ApplicationScoped;

/** The one sentence model of this instance, loaded when it is first asked for a vector. */
@ApplicationScoped
public class SentenceModel {

    private final TopicsConfig config;
    private EmbeddingModel model;

    SentenceModel(TopicsConfig config) {
        this.config = config;
    }

    /** Whether this deployment compares texts by their meaning at all. */
    public boolean isEnabled() {
        return config.enabled();
    }

    /**
     * @return the model, closed when the application stops
     * @throws StartRefusedException where its settings don't go together
     */
    public synchronized EmbeddingModel get() {
        if (model == null) {
            config.nativeLibraries().ifPresent(EmbeddingModel::loadNativeLibrariesFrom);
            model = configured(config.model());
        }
        return model;
    }

    private static EmbeddingModel configured(TopicsConfig.Model model) {
        if (model.file().isEmpty() && model.tokenizer().isEmpty() && model.id().isEmpty()) {
            return EmbeddingModel.bundled();
        }
        if (model.file().isEmpty() || model.tokenizer().isEmpty() || model.id().isEmpty()) {
            throw new StartRefusedException(
                    "replyloop.topics.model: a model of your own needs all three of id, file and tokenizer.");
        }
        return EmbeddingModel.fromFiles(
                model.id().get(),
                new ModelFiles(model.file().get(), model.tokenizer().get(), model.pooling()));
    }
}
