package dev.replyloop.trial;

import dev.replyloop.shared.database.UnusableDatabaseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Holds a data directory for this process; the system lets go of it when the process ends, however it ends. */
final class DirectoryLock {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock acquire(Path directory) throws IOException {
        return tryAcquire(directory)
                .orElseThrow(
                        () -> new UnusableDatabaseException(
                                "Another ReplyLoop is using the data directory " + directory
                                        + ": stop that one first, or name another directory in replyloop.trial.data-directory."));
    }

    static Optional<DirectoryLock> tryAcquire(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new DirectoryLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process, which is as good as by another one.
        }
        channel.close();
        return Optional.empty();
    }

    boolean isHeld() {
        return channel.isOpen();
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
