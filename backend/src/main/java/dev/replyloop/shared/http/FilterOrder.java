package dev.replyloop.shared.http;

/**
 * The order of all filters that a request passes before it is routed; the higher number goes first. First CORS, so that a
 * page can read refusals too, then who may call, then whatever reads a body: a stranger's body is never held. What
 * a caller may do is decided once the method is known, after all of these.
 */
public final class FilterOrder {

    /** Prepares the connection; refuses nothing. */
    static final int CONNECTION = 700;

    /** Waits until the connection has taken its earlier answer; refuses nothing. */
    static final int EARLIER_ANSWER = 600;

    /** Tells browsers which other origin may read the answer, whatever the answer will be. */
    static final int CORS = 500;

    /** Refuses requests that are meant for another host. */
    static final int HOST = 450;

    /** Answers preflights, and refuses changes that a page of a foreign origin asks for. */
    static final int ORIGIN = 400;

    /** Finds out who calls, and refuses keys that are no good. */
    public static final int AUTHENTICATION = 200;

    /** Refuses reads while too much of other answers waits to be taken. */
    static final int ROOM_FOR_ANSWERS = 90;

    /** Reads bodies. */
    static final int BODY = 80;

    /** Refuses feedback while no more can wait. After the body, so that the connection can go on. */
    public static final int INTAKE = 10;

    private FilterOrder() {}
}
