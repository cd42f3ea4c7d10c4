package dev.replyloop.shared.http;

import static dev.replyloop.testing.NewFeedbackBuilder.thumbsUp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.replyloop.testing.Eventually;
import dev.replyloop.testing.PlainApi;
import dev.replyloop.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Bodies that are on their way, all connections taken together. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RequestBodyFilterTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final String BATCH = "/api/feedback/batch";
    private static final int LARGEST_BATCH = 16 * MEBIBYTE;
    /** With their two bodies nothing is left of the batches' half. */
    private static final int NEARLY_ALL = LARGEST_BATCH - 100;

    private static final String ADMITTED = "HTTP/1.1 100 Continue";
    private static final String TURNED_AWAY = "HTTP/1.1 503 Service Unavailable";
    private static final int AT_ONCE_MILLIS = 3_000;

    @ConfigProperty(name = "replyloop.http.reading-patience")
    Duration patience;

    @Test
    void bodiesThatAreAnnouncedAndNotSentKeepNobodyOut() throws IOException {
        List<Sender> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 66; i++) {
                senders.add(Sender.admitted("/api/feedback", MEBIBYTE));
                senders.add(Sender.admitted(BATCH, LARGEST_BATCH));
            }
            for (Sender sender : senders) {
                sender.send("{");
            }
            assertEquals(
                    201,
                    PlainApi.post(thumbsUp().with("comment", "x".repeat(2_000))).status());
            assertEquals(200, postBatch());
            for (Sender sender : senders) {
                assertTrue(sender.hasNoAnswer(), "who is in stays in");
            }
        } finally {
            for (Sender sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    void aBatchThereIsNoRoomForIsTurnedAwayAtOnceAndAClickIsNot() throws IOException {
        try (Sender one = Sender.sending(BATCH, NEARLY_ALL);
                Sender two = Sender.sending(BATCH, NEARLY_ALL);
                Sender three = Sender.refused(BATCH, 1_000)) {
            assertEquals(TURNED_AWAY, three.status());
            assertTrue(three.headers().anyMatch(header -> header.equalsIgnoreCase("retry-after: 1")));
            assertEquals(201, PlainApi.post(thumbsUp()).status());
            assertTrue(one.hasNoAnswer() && two.hasNoAnswer(), "who is in stays in");
        }
        Eventually.holds("there is room again", () -> postBatch() == 200);
    }

    @Test
    void largeBodiesLeaveRoomForClicks() throws IOException {
        List<Sender> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 70; i++) {
                senders.add(Sender.sending("/api/feedback", MEBIBYTE - 1));
            }
            assertEquals(201, PlainApi.post(thumbsUp()).status());
        } finally {
            for (Sender sender : senders) {
                sender.close();
            }
        }
    }

    @Test
    void whoTakesTooLongMakesRoomForOthers() throws Exception {
        try (Sender slow = Sender.sending(BATCH, NEARLY_ALL);
                Sender later = Sender.sending(BATCH, NEARLY_ALL)) {
            Thread.sleep(patience.toMillis());

            Eventually.holds("a batch is taken", () -> postBatch() == 200);

            assertEquals(TURNED_AWAY, slow.status());
            assertTrue(later.hasNoAnswer(), "one had to go, and two went");
        }
    }

    @Test
    void aSlowSenderIsServedWhileNobodyNeedsTheRoom() throws Exception {
        String body = "{\"items\": []}";
        try (Sender slow = Sender.admitted(BATCH, body.length())) {
            slow.send(body.substring(0, 3));
            Thread.sleep(patience.toMillis() + 500);
            slow.send(body.substring(3));
            assertEquals("HTTP/1.1 400 Bad Request", slow.status());
        }
    }

    @Test
    void whoGoesAwayLeavesTheRoomBehind() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (Sender sender = Sender.announcing("/api/feedback", MEBIBYTE)) {
                sender.send("{");
            }
        }
        Eventually.holds("a click is taken", () -> PlainApi.post(thumbsUp()).status() == 201);
        Eventually.holds("a batch is taken", () -> postBatch() == 200);
    }

    private static int postBatch() {
        return PlainApi.post(
                        BATCH,
                        Map.of(
                                "items",
                                List.of(thumbsUp()
                                        .with("comment", "x".repeat(1_000))
                                        .fields())))
                .status();
    }

    /** A client that announces a body, asks whether to send it, and takes its time. */
    private record Sender(Socket socket, BufferedReader answer) implements AutoCloseable {

        static Sender announcing(String path, int length) throws IOException {
            Socket socket = new Socket(URI.create(RestAssured.baseURI).getHost(), RestAssured.port);
            socket.setSoTimeout(AT_ONCE_MILLIS);
            Sender sender = new Sender(
                    socket,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
            sender.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: " + length + "\r\n\r\n");
            return sender;
        }

        /** Announces until it is told to go on: others may have to be gone first. */
        static Sender admitted(String path, int length) {
            AtomicReference<Sender> admitted = new AtomicReference<>();
            Eventually.holds("there is room", () -> {
                Sender sender = announcing(path, length);
                if (ADMITTED.equals(sender.status())) {
                    admitted.set(sender);
                    return true;
                }
                sender.close();
                return false;
            });
            return admitted.get();
        }

        /** Sends so much of a body that is one byte longer. */
        static Sender sending(String path, int length) throws IOException {
            Sender sender = admitted(path, length + 1);
            sender.socket.getOutputStream().write(" ".repeat(length).getBytes(StandardCharsets.US_ASCII));
            return sender;
        }

        /** Announces until it is turned away: what others send may still be on its way. */
        static Sender refused(String path, int length) {
            AtomicReference<Sender> refused = new AtomicReference<>();
            Eventually.holds("there is no room", () -> {
                Sender sender = announcing(path, length);
                String status = sender.answer.readLine();
                sender.close();
                if (TURNED_AWAY.equals(status)) {
                    refused.set(announcing(path, length));
                }
                return refused.get() != null;
            });
            return refused.get();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        String status() throws IOException {
            String line = answer.readLine();
            // The blank line that ends a 100 Continue.
            return line != null && line.isEmpty() ? answer.readLine() : line;
        }

        Stream<String> headers() {
            return answer.lines().takeWhile(line -> !line.isEmpty());
        }

        boolean hasNoAnswer() throws IOException {
            String rest = answer.ready() ? answer.readLine() : "";
            return rest.isEmpty() && !answer.ready();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
