package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A few threads for one computation; closing it ends what still runs. */
final class Workers implements AutoCloseable {

    private final ExecutorService threads;

    Workers(int count) {
        threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "nearest-neighbours");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Runs the tasks, and waits for all of them.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    void run(List<Runnable> tasks) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        for (Runnable task : tasks) {
            running.add(threads.submit(task));
        }
        try {
            for (Future<?> task : running) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The search for nearest neighbours failed", e.getCause());
        }
    }

    /** Returns when nothing runs any more: a task looks up from its work within milliseconds. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
