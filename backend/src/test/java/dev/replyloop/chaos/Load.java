package dev.replyloop.chaos;

import dev.replyloop.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Callers, each with a connection of its own, who send one call after the other and wait for each answer. They stop when
 * they are told to, and at a number of calls that no scenario means to reach.
 */
final class Load<T> implements AutoCloseable {

    private static final long MAX_CALLS = 1_000_000;
    private static final int LARGE_BODY = 8 << 10;
    private static final long PAUSE_MILLIS = 100;
    private static final long STOP_LIMIT_SECONDS = 150;

    /** What callers do once they were answered, or were not. */
    enum Manners {
        /** They go on with the next call: at once after a 2xx, else after a pause. */
        GIVE_UP,
        /** As those who give up, but they send the same again until it is answered 2xx. */
        INSIST,
        /** They go on with the next call at once, whatever the answer. */
        RUSH,
        /** They go on with the next call after a pause, whatever the answer. */
        TAKE_TIME
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpClient client;
    private final List<Backend> backends;
    private final Supplier<Call<T>> calls;
    private final Consumer<Answer<T>> listener;
    private final Manners manners;
    private final AtomicLong begun = new AtomicLong();
    private final Future<?> done;
    private volatile boolean over;

    private Load(
            List<Backend> backends,
            int callers,
            Manners manners,
            Supplier<Call<T>> calls,
            Consumer<Answer<T>> listener) {
        this.backends = backends;
        this.calls = calls;
        this.listener = listener;
        this.manners = manners;
        client = vertx.httpClientBuilder()
                .with(new PoolOptions().setHttp1MaxSize(callers))
                // What breaks is heard as an answer that did not come; the log need not say it too.
                .withConnectHandler(connection -> connection.exceptionHandler(broken -> {}))
                .build();
        done = Future.join(IntStream.range(0, callers)
                .mapToObj(caller -> call(backends.get(caller % backends.size())))
                .toList());
    }

    /**
     * Starts callers.
     *
     * @param backends whom they call: each caller keeps to one
     * @param calls gives the next call
     * @param listener hears every answer, and failed attempts too; must be quick
     */
    static <T> Load<T> on(
            List<Backend> backends,
            int callers,
            Manners manners,
            Supplier<Call<T>> calls,
            Consumer<Answer<T>> listener) {
        return new Load<>(backends, callers, manners, calls, listener);
    }

    /**
     * Calls an instance that was just started until it has taken so many feedback: a virtual machine that is still
     * compiling says little about the next hour.
     */
    static void warmUp(Backend backend, int feedback) throws Exception {
        Ledger ledger = new Ledger();
        try (Load<Ledger.Posted> load = on(List.of(backend), 16, Manners.RUSH, ledger::next, ledger)) {
            Eventually.holds("the backend is warm", () -> ledger.taken() >= feedback);
            load.stop();
        }
    }

    /** Lets everybody finish the call they are at, and returns when the last one has. */
    void stop() throws Exception {
        over = true;
        done.toCompletionStage().toCompletableFuture().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        over = true;
        vertx.close();
    }

    private Future<Void> call(Backend backend) {
        Promise<Void> caller = Promise.promise();
        next(backend, caller);
        return caller.future();
    }

    private void next(Backend backend, Promise<Void> caller) {
        if (over || begun.incrementAndGet() > MAX_CALLS) {
            caller.complete();
        } else {
            send(calls.get(), backend, caller);
        }
    }

    private void send(Call<T> call, Backend backend, Promise<Void> caller) {
        long started = System.nanoTime();
        RequestOptions request = new RequestOptions()
                .setMethod(call.method())
                .setHost("127.0.0.1")
                .setPort(backend.port())
                .setURI(call.path())
                .setTimeout(TimeUnit.SECONDS.toMillis(STOP_LIMIT_SECONDS))
                .putHeader("Content-Type", "application/json");
        client.request(request)
                .compose(opened -> opened.send(call.body()))
                .compose(response -> response.body()
                        .map(body -> new Answer<>(
                                call,
                                response.statusCode(),
                                response.getHeader("Retry-After"),
                                read(body),
                                System.nanoTime() - started)))
                .otherwise(broken -> new Answer<>(call, Answer.NONE, null, null, System.nanoTime() - started))
                .onSuccess(answer -> {
                    listener.accept(answer);
                    if (manners == Manners.RUSH || answer.isTaken() && manners != Manners.TAKE_TIME) {
                        next(backend, caller);
                    } else if (manners == Manners.INSIST && !answer.isTaken()) {
                        vertx.setTimer(PAUSE_MILLIS, waited -> send(call, backend, caller));
                    } else {
                        vertx.setTimer(PAUSE_MILLIS, waited -> next(backend, caller));
                    }
                })
                .onFailure(caller::fail);
    }

    /** Nobody looks into a large page, and to read it would be load of our own. */
    private static JsonObject read(Buffer body) {
        return body.length() == 0 || body.length() > LARGE_BODY ? null : body.toJsonObject();
    }
}
