package dev.replyloop.trial;

import com.sun.security.auth.module.UnixSystem;
import dev.replyloop.shared.database.UnusableDatabaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The account that PostgreSQL's programs run under. They refuse to run as root, so root lends them another one.
 *
 * @param command what goes in front of a program's own command line
 * @param owner whom the server's files must belong to
 */
record ServerUser(List<String> command, Owner owner) {

    /** Not root, known by a name, and initdb has nothing to complain about. */
    private static final String PROBE =
            "test \"$(id -u)\" != 0 && id -un && test -z \"$(\"$0\" --version 2>&1 >/dev/null)\"";

    /** A user and group, by number. */
    record Owner(long user, long group) {

        static final Owner ROOT = new Owner(0, 0);

        /** The account without rights that every Linux has. */
        static final Owner NOBODY = new Owner(65534, 65534);

        static Owner ofThisProcess() {
            UnixSystem process = new UnixSystem();
            return new Owner(process.getUid(), process.getGid());
        }

        static Owner of(Path path) throws IOException {
            return new Owner(number(path, "unix:uid"), number(path, "unix:gid"));
        }

        void take(Path path) throws IOException {
            if (!of(path).equals(this)) {
                Files.setAttribute(path, "unix:gid", Math.toIntExact(group), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:uid", Math.toIntExact(user), LinkOption.NOFOLLOW_LINKS);
            }
        }

        private static long number(Path path, String attribute) throws IOException {
            return ((Number) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS)).longValue();
        }
    }

    /** Says whether a command can be started as described: a test can deny what a container would. */
    interface Probe {
        boolean works(List<String> command);
    }

    /**
     * Finds the account for a data directory.
     *
     * @param directory the data directory, whose owner, unless root, has to run the server
     * @param initdb one of PostgreSQL's programs, which the account must be able to reach
     */
    static ServerUser of(Path directory, Path initdb, Owner self, Probe probe) throws IOException {
        Owner owner = Owner.of(directory);
        if (self.user() != Owner.ROOT.user()) {
            if (owner.user() != self.user()) {
                throw new UnusableDatabaseException("The data directory " + directory
                        + " belongs to another user: run as that user, or start afresh with `make reset`.");
            }
            return new ServerUser(List.of(), owner);
        }
        for (ServerUser account : candidates(owner)) {
            if (probe.works(account.commandLine("sh", "-c", PROBE, initdb.toString()))) {
                return account;
            }
        }
        throw new UnusableDatabaseException(
                "PostgreSQL refuses to run as root, and here neither unshare, setpriv nor runuser can"
                        + " start it as somebody else who reaches " + directory + ": run as an ordinary user.");
    }

    private static List<ServerUser> candidates(Owner owner) {
        List<ServerUser> candidates = new ArrayList<>();
        if (owner.user() == Owner.ROOT.user()) {
            // In a user namespace of its own root has no name and no powers, yet still owns its files.
            candidates.add(new ServerUser(List.of("unshare", "-U"), Owner.ROOT));
            owner = Owner.NOBODY;
        }
        List<String> setpriv = List.of(
                "setpriv", "--reuid=" + owner.user(), "--regid=" + owner.group(), "--clear-groups", "--no-new-privs");
        // Root's checkouts tend to lie in directories that others can't enter. This one power lets the server in;
        // without
        // the bit, access(2), which PostgreSQL asks first, would not count it.
        candidates.add(new ServerUser(
                append(
                        setpriv,
                        "--securebits=+no_setuid_fixup",
                        "--inh-caps=-all,+dac_override",
                        "--ambient-caps=-all,+dac_override"),
                owner));
        candidates.add(new ServerUser(append(setpriv, "--inh-caps=-all"), owner));
        if (owner.equals(Owner.NOBODY)) {
            candidates.add(new ServerUser(List.of("runuser", "-u", "nobody", "--"), owner));
        }
        return candidates;
    }

    List<String> commandLine(String... arguments) {
        return append(command, arguments);
    }

    private static List<String> append(List<String> start, String... rest) {
        List<String> all = new ArrayList<>(start);
        all.addAll(List.of(rest));
        return List.copyOf(all);
    }
}
