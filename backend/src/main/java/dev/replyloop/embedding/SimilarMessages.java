package dev.replyloop.embedding;

import java.util.ArrayList;
import java.util.Arrays;
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
 * The messages' vectors in memory, to find those that are nearest to a new one. A vector is kept in a byte a dimension, so a
 * million take some 400 MB. Up to 10,000 every one is looked at; beyond, those in the cells around the query. One thread may
 * change it while any number search.
 */
public final class SimilarMessages {

    /** How many of the cells nearest to a query are searched: more than for a vote, for here the nearest matter. */
    private static final int SEARCHED_CELLS = 24;

    private static final int GROWTH = 4;
    private static final int TRIES_FOR_EACH = 20;
    /** Vectors have length 1, so no dimension is beyond it; few come near. */
    private static final float SCALE = 127;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<UUID, Integer> ordinals = new HashMap<>();
    private final List<UUID> ids = new ArrayList<>();
    private final List<byte[]> vectors = new ArrayList<>();
    /** What a vector's bytes are multiplied by, its largest dimension over {@link #SCALE}. */
    private float[] factors = new float[1_024];

    private long[] since = new long[1_024];
    private int[] cells = new int[1_024];
    private List<List<Integer>> members = List.of();
    private int divideAt = NeighbourIndex.EXACT_UP_TO;
    private KMeansPartition partition;

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
        int cell = partition == null ? 0 : partition.nearest(vector, 1)[0];
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
            Integer known = ordinals.get(messageId);
            int ordinal = known == null ? ids.size() : known;
            if (known == null) {
                ids.add(messageId);
                vectors.add(bytes);
                ordinals.put(messageId, ordinal);
                if (ordinal == factors.length) {
                    factors = Arrays.copyOf(factors, 2 * ordinal);
                    cells = Arrays.copyOf(cells, 2 * ordinal);
                    since = Arrays.copyOf(since, 2 * ordinal);
                }
            } else {
                vectors.set(ordinal, bytes);
                if (partition != null) {
                    members.get(cells[ordinal]).remove((Integer) ordinal);
                }
            }
            factors[ordinal] = largest / SCALE;
            since[ordinal] = sinceMillis;
            cells[ordinal] = cell;
            if (partition != null) {
                members.get(cell).add(ordinal);
            }
        } finally {
            lock.writeLock().unlock();
        }
        if (ids.size() > divideAt) {
            divide();
        }
    }

    /** The message is found no more. */
    public void remove(UUID messageId) {
        lock.writeLock().lock();
        try {
            Integer ordinal = ordinals.remove(messageId);
            if (ordinal != null) {
                ids.set(ordinal, null);
                vectors.set(ordinal, null);
                if (partition != null) {
                    members.get(cells[ordinal]).remove(ordinal);
                }
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
            if (partition == null) {
                for (int ordinal = 0; ordinal < ids.size(); ordinal++) {
                    offer(ordinal, query, beforeMillis, nearest);
                }
            } else {
                int searched = 0;
                for (int cell : partition.nearest(query, partition.count())) {
                    if (searched++ >= SEARCHED_CELLS && nearest.isFull()) {
                        break;
                    }
                    for (int ordinal : members.get(cell)) {
                        offer(ordinal, query, beforeMillis, nearest);
                    }
                }
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

    private void offer(int ordinal, float[] query, long beforeMillis, TopK nearest) {
        byte[] vector = vectors.get(ordinal);
        if (vector == null || since[ordinal] >= beforeMillis) {
            return;
        }
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
        nearest.offer(ordinal, (a + b + c + d) * factors[ordinal]);
    }

    /** By the thread that changes it, so that nothing changes meanwhile; searches go on. */
    private void divide() {
        List<float[]> known = new ArrayList<>();
        List<Integer> ordinalsOfKnown = new ArrayList<>();
        for (int ordinal = 0; ordinal < ids.size(); ordinal++) {
            if (vectors.get(ordinal) != null) {
                known.add(asFloats(ordinal));
                ordinalsOfKnown.add(ordinal);
            }
        }
        // Twice as many is the middle, on a scale of ratios, between now and the next division.
        KMeansPartition next = KMeansPartition.of(known.toArray(float[][]::new), 2 * known.size());
        List<List<Integer>> nextMembers = new ArrayList<>();
        for (int cell = 0; cell < next.count(); cell++) {
            nextMembers.add(new ArrayList<>());
        }
        int[] nextCells = new int[cells.length];
        for (int i = 0; i < known.size(); i++) {
            int cell = next.nearest(known.get(i), 1)[0];
            nextCells[ordinalsOfKnown.get(i)] = cell;
            nextMembers.get(cell).add(ordinalsOfKnown.get(i));
        }
        lock.writeLock().lock();
        try {
            partition = next;
            members = nextMembers;
            cells = nextCells;
            divideAt = GROWTH * ids.size();
        } finally {
            lock.writeLock().unlock();
        }
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
