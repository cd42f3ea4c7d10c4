package dev.replyloop.access;

import io.quarkus.runtime.QuarkusApplication;

/** The maintenance command {@code create-setup-link}: prints a new link for the first admin, and ends. Its exit status is 1 where there is an admin already. */
public final class CreateSetUpLink implements QuarkusApplication {

    /** The command's name on the command line. */
    public static final String COMMAND = "create-setup-link";

    private final SetUp setUp;

    CreateSetUpLink(SetUp setUp) {
        this.setUp = setUp;
    }

    @Override
    public int run(String... arguments) {
        if (!setUp.isNeeded().await().indefinitely()) {
            System.err.println("There are accounts already: an admin can hand over a link to reset a password.");
            return 1;
        }
        System.out.println(setUp.newLink().await().indefinitely());
        return 0;
    }
}
