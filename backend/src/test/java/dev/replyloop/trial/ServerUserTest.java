package dev.replyloop.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.replyloop.shared.database.UnusableDatabaseException;
import dev.replyloop.trial.ServerUser.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerUserTest {

    private static final Path PROGRAM = Path.of("/opt/initdb");

    @TempDir
    Path directory;

    @Test
    void anOrdinaryUserRunsTheServerAsIs() throws IOException {
        Owner self = Owner.of(directory);
        assumeTrue(!self.equals(Owner.ROOT) || take(new Owner(1234, 1234)), "the directory needs an ordinary owner");
        Owner ordinary = Owner.of(directory);

        ServerUser user = ServerUser.of(directory, PROGRAM, ordinary, command -> false);

        assertEquals(List.of("pg_ctl", "stop"), user.commandLine("pg_ctl", "stop"));
        assertEquals(ordinary, user.owner());
    }

    @Test
    void anOrdinaryUserIsToldThatTheDataIsSomebodyElses() {
        Owner stranger = new Owner(4321, 4321);
        UnusableDatabaseException refusal = assertThrows(
                UnusableDatabaseException.class, () -> ServerUser.of(directory, PROGRAM, stranger, command -> true));
        assertEquals(
                "The data directory " + directory
                        + " belongs to another user: run as that user, or start afresh with `make reset`.",
                refusal.getMessage());
    }

    @Test
    void rootLeavesItsNameBehindWhereItMay() throws IOException {
        assumeTrue(Owner.of(directory).equals(Owner.ROOT), "the directory needs to be root's");
        ServerUser user = ServerUser.of(directory, PROGRAM, Owner.ROOT, command -> true);
        assertEquals(List.of("unshare", "-U", "pg_ctl"), user.commandLine("pg_ctl"));
        assertEquals(Owner.ROOT, user.owner());
    }

    @Test
    void rootTurnsToNobodyWhereNamespacesAreDenied() throws IOException {
        assumeTrue(Owner.of(directory).equals(Owner.ROOT), "the directory needs to be root's");
        ServerUser setpriv = ServerUser.of(
                directory, PROGRAM, Owner.ROOT, command -> command.get(0).equals("setpriv"));
        assertTrue(setpriv.command().contains("--reuid=65534"), setpriv::toString);
        assertEquals(Owner.NOBODY, setpriv.owner());

        ServerUser runuser = ServerUser.of(
                directory, PROGRAM, Owner.ROOT, command -> command.get(0).equals("runuser"));
        assertEquals(List.of("runuser", "-u", "nobody", "--"), runuser.command());
        assertEquals(Owner.NOBODY, runuser.owner());
    }

    @Test
    void rootRunsTheServerOfAnotherUserAsThatUser() throws IOException {
        assumeTrue(Owner.of(directory).equals(Owner.ROOT) && take(new Owner(1234, 1234)), "only root can give it away");
        ServerUser user = ServerUser.of(directory, PROGRAM, Owner.ROOT, command -> true);
        assertTrue(user.command().contains("--reuid=1234"), user::toString);
        assertEquals(new Owner(1234, 1234), user.owner());
    }

    @Test
    void rootIsToldWhenNothingWorks() {
        UnusableDatabaseException refusal = assertThrows(
                UnusableDatabaseException.class, () -> ServerUser.of(directory, PROGRAM, Owner.ROOT, command -> false));
        assertTrue(refusal.getMessage().endsWith("run as an ordinary user."), refusal::getMessage);
    }

    private boolean take(Owner owner) throws IOException {
        owner.take(directory);
        return true;
    }
}
