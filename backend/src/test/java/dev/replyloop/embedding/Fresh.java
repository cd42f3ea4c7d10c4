package dev.replyloop.embedding;

import dev.replyloop.topics.clustering.Grouping;
import dev.replyloop.topics.clustering.TopicClustering;
import dev.replyloop.topics.clustering.TopicSettings;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** What {@link NativeLibrariesTest} runs in a Java of its own, where nothing has been loaded before. */
final class Fresh {

    private Fresh() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "embed" -> embed();
            case "group" -> group();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void embed() {
        try (EmbeddingModel model = EmbeddingModel.bundled()) {
            model.embed("Where is my parcel?");
        }
    }

    /** Everything of topics but the model itself, which is asked for and never used. */
    private static void group() throws InterruptedException {
        try (EmbeddingModel model = EmbeddingModel.bundled()) {
            List<EmbeddedMessage> messages = IntStream.range(0, 20)
                    .mapToObj(i -> new EmbeddedMessage(
                            UUID.randomUUID(), TextMask.mask(model.id()), Vectors.normalised(new float[] {i % 2, 1, i
                            })))
                    .toList();
            new TopicClustering(TopicSettings.DEFAULT, UUID::randomUUID).regroup(messages, Grouping.NONE);
        }
    }
}
