package dev.replyloop.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Connections that take and give nothing, or as little as they can. */
final class BadClients implements AutoCloseable {

    private static final String SLOW_REQUEST = "POST /api/feedback HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
    private static final String LARGE_ANSWER = "GET /api/feedback?limit=200 HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final int port;
    private final List<SocketChannel> idle = new ArrayList<>();
    private final List<SocketChannel> slow = new ArrayList<>();
    private final List<SocketChannel> deaf = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    BadClients(Backend backend) {
        port = backend.port();
        clock.scheduleAtFixedRate(this::sendOneByteEach, 1, 1, TimeUnit.SECONDS);
    }

    /** Connects so many who then say nothing. */
    BadClients idle(int count) throws IOException {
        connect(count, idle);
        return this;
    }

    /** Connects so many who send their body at a byte a second. */
    BadClients slow(int count) throws IOException {
        List<SocketChannel> connected = new ArrayList<>();
        connect(count, connected);
        for (SocketChannel channel : connected) {
            channel.write(bytes(SLOW_REQUEST));
        }
        synchronized (slow) {
            slow.addAll(connected);
        }
        return this;
    }

    /** Connects so many who ask for so many large answers, one after the other, and read none. */
    BadClients deaf(int count, int answers) throws IOException {
        connect(count, deaf);
        for (SocketChannel channel : deaf) {
            channel.write(bytes(LARGE_ANSWER.repeat(answers)));
        }
        return this;
    }

    /** That all are there still: a server that shut them out would not have been tried. */
    int connected() throws IOException {
        int connected = 0;
        synchronized (slow) {
            for (List<SocketChannel> kind : List.of(idle, slow)) {
                for (SocketChannel channel : kind) {
                    channel.configureBlocking(false);
                    // 0: nothing to read; -1: closed by the server.
                    connected += channel.read(ByteBuffer.allocate(1)) == 0 ? 1 : 0;
                }
            }
        }
        return connected;
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        for (List<SocketChannel> kind : List.of(idle, slow, deaf)) {
            for (SocketChannel channel : kind) {
                channel.close();
            }
        }
    }

    private void connect(int count, List<SocketChannel> kind) throws IOException {
        for (int i = 0; i < count; i++) {
            kind.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
    }

    private void sendOneByteEach() {
        synchronized (slow) {
            for (SocketChannel channel : slow) {
                try {
                    channel.write(bytes("{"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
