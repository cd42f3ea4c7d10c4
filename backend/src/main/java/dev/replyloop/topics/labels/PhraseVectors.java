package dev.replyloop.topics.labels;

import dev.replyloop.embedding.EmbeddingModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Gives phrases their vectors, and remembers those of late: from one regrouping to the next most are the same. */
public final class PhraseVectors implements Function<String, float[]> {

    /** At 384 floats each some eight megabytes. */
    private static final int MAX_REMEMBERED = 5_000;

    private final EmbeddingModel model;
    private final Map<String, float[]> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    public PhraseVectors(EmbeddingModel model) {
        this.model = model;
    }

    /**
     * @param phrase holds nothing that would have to be masked
     * @return of length 1; not to be changed
     */
    @Override
    public synchronized float[] apply(String phrase) {
        float[] vector = remembered.get(phrase);
        if (vector == null) {
            vector = model.embed(phrase);
            remembered.put(phrase, vector);
        }
        return vector;
    }
}
