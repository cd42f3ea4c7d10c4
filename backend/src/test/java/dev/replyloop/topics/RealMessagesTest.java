package dev.replyloop.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.embedding.EmbeddedMessage;
import dev.replyloop.embedding.EmbeddingException;
import dev.replyloop.embedding.EmbeddingModel;
import dev.replyloop.embedding.ModelFiles;
import dev.replyloop.embedding.TextMask;
import dev.replyloop.embedding.Vectors;
import dev.replyloop.topics.clustering.Crowds;
import dev.replyloop.topics.clustering.Grouping;
import dev.replyloop.topics.clustering.NearestNeighbourClassifier;
import dev.replyloop.topics.clustering.TopicClustering;
import dev.replyloop.topics.clustering.TopicSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the text to the named topic, with the real model. */
class RealMessagesTest {

    private static final List<List<String>> MATTERS = List.of(
            List.of(
                    "Where is my parcel? It was due on Monday.",
                    "My parcel still has not arrived",
                    "The parcel is late, when will it be delivered?",
                    "Tracking says delivered but no parcel came",
                    "how long until my parcel arrives",
                    "Parcel A-100234 is three days late",
                    "I am still waiting for the parcel",
                    "has my parcel been lost on the way?",
                    "The courier never brought my parcel"),
            List.of(
                    "I forgot my password",
                    "How can I reset my password?",
                    "The link to reset the password does not work",
                    "password reset mail never comes to jo@example.com",
                    "I can't log in, my password is refused",
                    "Please reset the password of my account",
                    "my new password isn't accepted",
                    "I need to change my password",
                    "Locked out after three wrong passwords"),
            List.of(
                    "My card was declined at the checkout",
                    "Payment fails although there is money on the card",
                    "Card declined, why?",
                    "your shop does not accept my credit card",
                    "I get card declined for £49.90",
                    "The payment by card is refused every time",
                    "credit card declined twice today",
                    "My bank says the card is fine but you decline it",
                    "Why was my card not accepted?"));

    private static EmbeddingModel model;

    @BeforeAll
    static void loadModel() {
        model = EmbeddingModel.bundled();
    }

    @AfterAll
    static void closeModel() {
        model.close();
    }

    @Test
    void groupsNamesAndPlacesThem() throws InterruptedException {
        List<EmbeddedMessage> messages = new ArrayList<>();
        for (int i = 0; i < MATTERS.get(0).size(); i++) {
            for (List<String> matter : MATTERS) {
                messages.add(message(messages.size(), matter.get(i)));
            }
        }
        Grouping grouping = new TopicClustering(TopicSettings.DEFAULT, Crowds.ids()).regroup(messages, Grouping.NONE);

        assertEquals(3, grouping.topics().size(), grouping.toString());
        List<String> expected = List.of("parcel", "password", "card");
        for (int matter = 0; matter < 3; matter++) {
            Set<UUID> topics = new HashSet<>();
            for (int i = matter; i < messages.size(); i += 3) {
                topics.add(grouping.placements().get(i).topicId());
            }
            assertEquals(1, topics.size(), "one topic for " + expected.get(matter));
            String name = grouping.topic(topics.iterator().next()).name();
            assertTrue(name.toLowerCase().contains(expected.get(matter)), name);
        }
        NearestNeighbourClassifier vote = NearestNeighbourClassifier.of(messages, grouping);
        assertEquals(
                grouping.placements().get(0).topicId(),
                vote.topicOf(message(99, "no sign of the parcel yet!").vector()));
    }

    @Test
    void vectorsHaveLengthOneAndDependOnTheTextAlone() {
        float[] vector = model.embed("Where is my parcel?");
        assertEquals(384, vector.length);
        assertEquals(1, Vectors.dot(vector, vector), 1e-5);
        assertEquals(1, Vectors.dot(vector, model.embed("Where is my parcel?")), 1e-6);
        assertNotNull(model.embed(""));
        assertNotNull(model.embed("long ".repeat(5_000)));
    }

    @Test
    void takesAModelFromDisk(@TempDir Path directory) throws IOException {
        ModelFiles files = new ModelFiles(
                copy("bge-small-en-v1.5-q.onnx", directory),
                copy("bge-small-en-v1.5-q-tokenizer.json", directory),
                ModelFiles.Pooling.CLS);
        try (EmbeddingModel own = EmbeddingModel.fromFiles("own", files)) {
            assertEquals("own", own.id());
            assertEquals(1, Vectors.dot(model.embed("Where is it?"), own.embed("Where is it?")), 1e-6);
        }
        ModelFiles mean = new ModelFiles(files.model(), files.tokenizer(), ModelFiles.Pooling.MEAN);
        try (EmbeddingModel other = EmbeddingModel.fromFiles("mean", mean)) {
            assertTrue(Vectors.dot(model.embed("Where is it?"), other.embed("Where is it?")) < 0.9999);
        }
    }

    @Test
    void saysWhichModelCantBeLoaded(@TempDir Path directory) {
        ModelFiles missing =
                new ModelFiles(directory.resolve("none.onnx"), directory.resolve("none.json"), ModelFiles.Pooling.MEAN);
        EmbeddingModel none = EmbeddingModel.fromFiles("none", missing);
        EmbeddingException failure = assertThrows(EmbeddingException.class, () -> none.embed("x"));
        assertTrue(failure.getMessage().contains("none.onnx"), failure.getMessage());
    }

    private static EmbeddedMessage message(int number, String text) {
        return new EmbeddedMessage(new UUID(4, number), text, model.embed(TextMask.mask(text)));
    }

    private static Path copy(String resource, Path directory) throws IOException {
        Path file = directory.resolve(resource);
        try (InputStream stream = EmbeddingModel.class.getResourceAsStream("/" + resource)) {
            Files.copy(stream, file);
        }
        return file;
    }
}
