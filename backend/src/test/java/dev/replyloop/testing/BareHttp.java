package dev.replyloop.testing;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Speaks HTTP over a bare socket, for requests that no client library would send. */
public final class BareHttp {

    private static final int PATIENCE_MILLIS = 30_000;

    private BareHttp() {}

    /**
     * What came back.
     *
     * @param head status line and headers, in lower case
     */
    public record Answer(int status, String head, String body) {}

    /** Writes the rest of a request, after its head. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Sends the whole request, and only then reads what was answered, to the connection's end. */
    public static Answer send(String requestLine, String headers, Body body) {
        String head = requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
        try (Socket socket = new Socket(URI.create(RestAssured.baseURI).getHost(), RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            body.writeTo(out);
            out.flush();
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request that has no body. */
    public static Answer send(String requestLine, String headers) {
        return send(requestLine, headers, out -> {});
    }

    private static Answer read(InputStream in) throws IOException {
        String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("No answer, but: " + answer);
        }
        String head = answer.substring(0, end).toLowerCase(Locale.ROOT);
        return new Answer(Integer.parseInt(head.split(" ", 3)[1]), head, answer.substring(end + 4));
    }
}
