package dev.replyloop.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.replyloop.shared.problem.ProblemException;
import java.util.List;
import java.util.Locale;

/** Hashes and checks passwords (argon2id, with the parameters that OWASP's cheat sheet names first). Slow on purpose: never on an event loop. */
final class Passwords {

    /** The fewest characters. */
    static final int MIN_LENGTH = 12;
    /** The most: longer ones cost more to hash and protect no better. */
    static final int MAX_LENGTH = 200;

    private static final int MEMORY_KIBIBYTES = 19_456;
    private static final int ROUNDS = 2;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(MEMORY_KIBIBYTES, ROUNDS, 1, HASH_BYTES, Argon2.ID);
    /** Of zxcvbn, from 0 to 4: what is guessed in fewer than a million tries is below it. */
    private static final int MIN_STRENGTH = 2;

    /** Compared with where there is no account, so that the answer takes as long. */
    private static final String OF_NOBODY = hash("no account has this password");

    private Passwords() {}

    /**
     * Refuses passwords that are short or easily guessed.
     *
     * @param email words of it make a password easier to guess
     */
    static void check(String field, String password, String email) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            throw ProblemException.invalid(field, "must have at least " + MIN_LENGTH + " characters");
        }
        if (password.length() > MAX_LENGTH) {
            throw ProblemException.invalid(field, "must have at most " + MAX_LENGTH + " characters");
        }
        // Its time grows faster than the length, and what is common is at the beginning.
        String start = password.substring(0, Math.min(64, password.length()));
        if (new Zxcvbn().measure(start, List.of(email.split("[@.]"))).getScore() < MIN_STRENGTH
                || isLike(password.toLowerCase(Locale.ROOT), email.toLowerCase(Locale.ROOT))) {
            throw ProblemException.invalid(
                    field, "is too easily guessed: it is a common password, or like your address");
        }
    }

    /** Whether little is left without the address's parts. */
    private static boolean isLike(String password, String email) {
        String rest = password.replace(email, "");
        for (String part : email.split("[@.+_-]")) {
            rest = part.length() < 3 ? rest : rest.replace(part, "");
        }
        return rest.length() < MIN_LENGTH / 2;
    }

    static String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
    }

    /** @param hash null where there is no account, or it has no password: false, after as long a time */
    static boolean matches(String password, String hash) {
        boolean same = password.length() <= MAX_LENGTH
                && Password.check(password, hash == null ? OF_NOBODY : hash).with(ARGON2);
        return hash != null && same;
    }
}
