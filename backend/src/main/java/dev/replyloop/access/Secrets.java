package dev.replyloop.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.zip.CRC32;

/** Makes what callers show to be known, and the hashes that are stored of it. */
final class Secrets {

    static final String SECRET_KEY = "rlk_secret_";
    static final String PUBLIC_KEY = "rlk_public_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int KEY_LENGTH = 30;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int TOKEN_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** A new key: its prefix, 30 random characters, and a checksum of both, so that a scanner can tell it from other text. */
    static String newKey(boolean isPublic) {
        StringBuilder key = new StringBuilder(isPublic ? PUBLIC_KEY : SECRET_KEY);
        for (int i = 0; i < KEY_LENGTH; i++) {
            key.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return key + checksum(key.toString());
    }

    /** Whether it can be a key of ours: what was mistyped or made up is refused without asking the database. */
    static boolean isKey(String text) {
        if (!text.startsWith(SECRET_KEY) && !text.startsWith(PUBLIC_KEY)) {
            return false;
        }
        int length = SECRET_KEY.length() + KEY_LENGTH;
        return text.length() == length + CHECKSUM_LENGTH
                && text.substring(length).equals(checksum(text.substring(0, length)));
    }

    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }

    /** A new session's or link's token: 256 random bits, safe in addresses and cookies. */
    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is stored of a key or token: SHA-256, which is enough for what is random and long. */
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Another secret of the same holder, for one purpose: the first is not guessed from it. */
    static String derived(String secret, String purpose) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(purpose + " " + secret));
    }

    /** Takes as long whether or not they are the same. */
    static boolean areEqual(String one, String other) {
        return MessageDigest.isEqual(hash(one), hash(other));
    }
}
