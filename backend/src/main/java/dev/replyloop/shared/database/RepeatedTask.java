package dev.replyloop.shared.database;

import dev.replyloop.shared.problem.FailureLog;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.function.Supplier;

/** Background work that is done again and again, whether or not it succeeded: the next turn makes up for one that failed. */
public final class RepeatedTask {

    private RepeatedTask() {}

    /**
     * @param failures told how each turn went
     * @param pause before each turn
     * @return cancelled, it ends
     */
    public static Cancellable start(FailureLog failures, Duration pause, Supplier<Uni<Void>> work) {
        Uni<Void> turn = Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .flatMap(waited -> work.get())
                .invoke(failures::succeeded)
                .onFailure()
                .invoke(failures::failed)
                .onFailure()
                .recoverWithNull();
        return turn.repeat().indefinitely().subscribe().with(done -> {});
    }
}
