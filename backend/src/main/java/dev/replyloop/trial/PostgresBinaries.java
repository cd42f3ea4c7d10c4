package dev.replyloop.trial;

import dev.replyloop.shared.database.UnusableDatabaseException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this machine, unpacked from the jar that carries them. */
final class PostgresBinaries {

    private final Path directory;

    private PostgresBinaries(Path directory) {
        this.directory = directory;
    }

    /**
     * Unpacks the programs into a folder of {@code parent} that is named for their content, unless an earlier start
     * did. The folder appears whole or not at all, so a start that is cut off leaves nothing half for the next.
     */
    static PostgresBinaries unpackedIn(Path parent) {
        try {
            byte[] archive = archive();
            Path directory = parent.resolve(digest(archive));
            if (Files.notExists(directory)) {
                Files.createDirectories(parent);
                Path unfinished = Files.createTempDirectory(parent, "unpacking-");
                try {
                    unpack(archive, unfinished);
                    moveUnlessThere(unfinished, directory);
                } finally {
                    FileTrees.delete(unfinished);
                }
            }
            return new PostgresBinaries(directory.toAbsolutePath());
        } catch (IOException e) {
            throw new UnusableDatabaseException("PostgreSQL's programs can't be unpacked into " + parent + ": " + e, e);
        }
    }

    Path program(String name) {
        return directory.resolve("bin").resolve(name);
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
        String architecture = System.getProperty("os.arch");
        try (InputStream archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
            return archive.readAllBytes();
        } catch (IllegalStateException e) {
            throw new UnusableDatabaseException(
                    "There is no embedded PostgreSQL for " + system + " on " + architecture
                            + ": start one of your own and name it in replyloop.database-url.",
                    e);
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(sha256, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(byte[] archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("an entry leads outside the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(target, directory.resolve(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(target, permissions(entry));
                }
            }
        }
        // A temporary directory is its maker's alone, but the server may have to run as somebody else.
        Files.setPosixFilePermissions(directory, readableByAll(true));
    }

    private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
        return readableByAll((entry.getMode() & 0100) != 0);
    }

    private static Set<PosixFilePermission> readableByAll(boolean executable) {
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if (executable) {
            permissions.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
        }
        return permissions;
    }

    private static void moveUnlessThere(Path unfinished, Path directory) throws IOException {
        try {
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was quicker; what it unpacked is the same.
            if (Files.notExists(directory)) {
                throw e;
            }
        }
    }
}
