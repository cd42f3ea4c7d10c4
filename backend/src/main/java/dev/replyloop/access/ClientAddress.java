package dev.replyloop.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** From where a call comes. */
final class ClientAddress {

    private static final int MAX_LENGTH = 45;

    private ClientAddress() {}

    /**
     * The address of the client; behind a proxy on this machine or in a private network, the one that the proxy tells
     * ({@code X-Real-IP}).
     *
     * @return as text, at most 45 characters
     */
    static String of(HttpServerRequest request) {
        SocketAddress peer = request.remoteAddress();
        String address = peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress();
        String told = request.getHeader("X-Real-IP");
        return told != null && told.length() <= MAX_LENGTH && told.matches("[0-9A-Fa-f:.]+") && isPrivate(address)
                ? told
                : address;
    }

    private static boolean isPrivate(String address) {
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed.isLoopbackAddress() || parsed.isSiteLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
