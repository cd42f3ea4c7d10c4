package dev.replyloop.access;

/** Somebody whom the company knows is not let in. */
final class CompanyAccountRefusedException extends RuntimeException {

    /** Why; in the dashboard's address as its lower-case name, with dashes. */
    enum Reason {
        /** None of their groups has a role here, and no role was given them here. */
        NO_ROLE,
        /** An admin disabled their account. */
        LOCKED_OUT,
        /** The provider tells no e-mail address. */
        NO_ADDRESS,
        /** Another account has their address, and the provider doesn't vouch that it is theirs. */
        ADDRESS_TAKEN
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    CompanyAccountRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
