package dev.replyloop.embedding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The messages' vectors in memory, to find those that are nearest to a new one. Of each vector one bit a dimension, its sign,
 * and one byte a dimension are kept: a million of 384 dimensions take some 560 MB. The signs are compared with all messages'
 * (as in binary quantisation, Charikar 2002), and the bytes with those whose signs are most alike. One thread may change it
 * while any number search.
 */
public final class SimilarMessages {

    /** For each message that is asked for, so many are compared by their bytes, which finds nearly all of the nearest (ADR 0016). */
    private static final int COMPARED_FOR_EACH = 10;

    /** The more there are, the more are as alike by their signs: one of so many is compared at least. */
    private static final int ALIKE_ONE_OF = 250;

    private static final int TRIES_FOR_EACH = 20;
    private static final int MIN_CAPACITY = 1_024;
    /** Vectors have length 1, so no dimension is beyond it; few come near. */
    private static final float SCALE = 127;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<UUID, Integer> ordinals = new HashMap<>();
    private final List<UUID> ids = new ArrayList<>();
    private final List<byte[]> vectors = new ArrayList<>();
    /** Ordinals of messages that were removed, for the next that are added. */
    private final Deque<Integer> free = new ArrayDeque<>();
    /** {@link #words} of each message. */
    private long[] signs = new long[0];

    private int words;
    /** What a vector's bytes are multiplied by, its largest dimension over {@link #SCALE}. */
    private float[] factors = new float[0];

    /** From when on a message could be found; {@link Long#MAX_VALUE} where none has the ordinal. */
    private long[] since = new long[0];

    /**
     * A message and how near it is.
     *
     * @param similarity the cosine of the two vectors, 1 at most
     */
    public record Similar(UUID messageId, float similarity) {}

    /** How many messages can be found. */
    public int size() {
        lock.readLock().lock();
        try {
            return ordinals.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Adds a message, or replaces its vector.
     *
     * @param vector of length 1
     * @param sinceMillis from when on it could be found, in milliseconds since 1970
     */
    public void put(UUID messageId, float[] vector, long sinceMillis) {
        float largest = 0;
        for (float value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        byte[] bytes = new byte[vector.length];
        for (int i = 0; i < vector.length; i++) {
            bytes[i] = (byte) Math.round(vector[i] / largest * SCALE);
        }
        lock.writeLock().lock();
        try {
            words = (vector.length + Long.SIZE - 1) / Long.SIZE;
            int ordinal = ordinals.computeIfAbsent(messageId, this::place);
            vectors.set(ordinal, bytes);
            System.arraycopy(signs(vector), 0, signs, ordinal * words, words);
            factors[ordinal] = largest / SCALE;
            since[ordinal] = sinceMillis;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private int place(UUID messageId) {
        Integer ordinal = free.poll();
        if (ordinal != null) {
            ids.set(ordinal, messageId);
            return ordinal;
        }
        ids.add(messageId);
        vectors.add(null);
        if (ids.size() > since.length) {
            int capacity = Math.max(MIN_CAPACITY, 2 * since.length);
            factors = Arrays.copyOf(factors, capacity);
            since = Arrays.copyOf(since, capacity);
            signs = Arrays.copyOf(signs, Math.multiplyExact(capacity, words));
        }
        return ids.size() - 1;
    }

    /** The message is found no more. */
    public void remove(UUID messageId) {
        lock.writeLock().lock();
        try {
            Integer ordinal = ordinals.remove(messageId);
            if (ordinal != null) {
                ids.set(ordinal, null);
                vectors.set(ordinal, null);
                since[ordinal] = Long.MAX_VALUE;
                free.add(ordinal);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * @param query a vector of length 1, of the same model
     * @param count how many at most
     * @param beforeMillis only messages that could be found before then
     * @return the nearest, nearest first
     */
    public List<Similar> nearest(float[] query, int count, long beforeMillis) {
        lock.readLock().lock();
        try {
            TopK nearest = new TopK(count);
            int compared = Math.max(COMPARED_FOR_EACH * count, ids.size() / ALIKE_ONE_OF);
            for (int ordinal : mostAlike(signs(query), compared, beforeMillis)) {
                if (vectors.get(ordinal) == null) {
                    continue;
                }
                nearest.offer(ordinal, product(query, vectors.get(ordinal)) * factors[ordinal]);
            }
            Neighbours found = nearest.drain();
            List<Similar> similar = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                similar.add(new Similar(ids.get(found.ordinals()[i]), found.cosines()[i]));
            }
            return similar;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The vector of a message, as near as it is kept; null where the message can't be found. */
    public float[] vector(UUID messageId) {
        lock.readLock().lock();
        try {
            Integer ordinal = ordinals.get(messageId);
            return ordinal == null ? null : asFloats(ordinal);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Any messages, each at most once.
     *
     * @param random draws them
     * @param count how many at most; fewer where few could be found before then
     * @param beforeMillis only messages that could be found before then
     */
    public Set<UUID> any(Random random, int count, long beforeMillis) {
        lock.readLock().lock();
        try {
            Set<UUID> drawn = new LinkedHashSet<>();
            for (int tries = 0; !ids.isEmpty() && drawn.size() < count && tries < TRIES_FOR_EACH * count; tries++) {
                int ordinal = random.nextInt(ids.size());
                if (ids.get(ordinal) != null && since[ordinal] < beforeMillis) {
                    drawn.add(ids.get(ordinal));
                }
            }
            return drawn;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The ordinals of those whose signs differ least from these: at least so many, where there are; more, where they differ in as many. */
    private int[] mostAlike(long[] asked, int count, long beforeMillis) {
        short[] different = new short[ids.size()];
        int[] messagesThatDifferIn = new int[words * Long.SIZE + 1];
        boolean anyTime = beforeMillis == Long.MAX_VALUE;
        for (int ordinal = 0; ordinal < different.length; ordinal++) {
            if (!anyTime && since[ordinal] >= beforeMillis) {
                different[ordinal] = Short.MAX_VALUE;
                continue;
            }
            int bits = 0;
            int at = ordinal * words;
            int word = 0;
            // Three at a time: the processor counts them side by side.
            for (; word + 2 < words; word += 3, at += 3) {
                bits += Long.bitCount(asked[word] ^ signs[at])
                        + Long.bitCount(asked[word + 1] ^ signs[at + 1])
                        + Long.bitCount(asked[word + 2] ^ signs[at + 2]);
            }
            for (; word < words; word++, at++) {
                bits += Long.bitCount(asked[word] ^ signs[at]);
            }
            different[ordinal] = (short) bits;
            messagesThatDifferIn[bits]++;
        }
        int most = -1;
        int found = 0;
        while (found < count && most + 1 < messagesThatDifferIn.length) {
            found += messagesThatDifferIn[++most];
        }
        int[] alike = new int[found];
        for (int ordinal = 0, at = 0; at < found; ordinal++) {
            if (different[ordinal] <= most) {
                alike[at++] = ordinal;
            }
        }
        return alike;
    }

    private static long[] signs(float[] vector) {
        long[] signs = new long[(vector.length + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] > 0) {
                signs[i / Long.SIZE] |= 1L << i;
            }
        }
        return signs;
    }

    private static float product(float[] query, byte[] vector) {
        // Four sums, because one after the other waits for each addition.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < query.length; i += 4) {
            a += query[i] * vector[i];
            b += query[i + 1] * vector[i + 1];
            c += query[i + 2] * vector[i + 2];
            d += query[i + 3] * vector[i + 3];
        }
        for (; i < query.length; i++) {
            a += query[i] * vector[i];
        }
        return a + b + c + d;
    }

    private float[] asFloats(int ordinal) {
        byte[] bytes = vectors.get(ordinal);
        float[] vector = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            vector[i] = bytes[i] * factors[ordinal];
        }
        return vector;
    }
}
