package dev.replyloop.cases.grouping;

import dev.replyloop.embedding.Vectors;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tells which case a new rejection belongs to, by the same evidence as {@link CaseFinder}, in the same order: the same wording, the
 * same correction, the same meaning. Every rejection that it holds is compared, in time linear in their number. Not safe for
 * several threads.
 */
public final class CaseIndex {

    /**
     * A rejection that is known.
     *
     * @param id of its feedback
     * @param messageId of the customer message
     * @param caseId null: it stands alone
     */
    public record Known(UUID id, UUID messageId, Rejection rejection, UUID caseId) {}

    /**
     * Where a new rejection belongs; at most one of the two is there.
     *
     * @param caseId the case that it is of; null: none that is known
     * @param loneId the rejection that stood alone till now, and forms a case with it; null: none
     */
    public record Match(UUID caseId, UUID loneId) {

        /** Nothing that is known is like it. */
        public static final Match NONE = new Match(null, null);

        private static Match with(Known known) {
            return known.caseId == null ? new Match(null, known.id) : new Match(known.caseId, null);
        }
    }

    private final Map<UUID, Known> rejections = new LinkedHashMap<>();

    /** How many rejections it holds. */
    public int size() {
        return rejections.size();
    }

    /** Takes one in, or replaces what was known of it. */
    public void put(Known known) {
        rejections.put(known.id, known);
    }

    /** @param id of a feedback; one that is not known does no harm */
    public void remove(UUID id) {
        rejections.remove(id);
    }

    /** Forgets all rejections of a message. */
    public void removeMessage(UUID messageId) {
        rejections.values().removeIf(known -> known.messageId.equals(messageId));
    }

    /** Says of a rejection, if it is known, that it is of this case now. */
    public void move(UUID id, UUID caseId) {
        rejections.computeIfPresent(id, (same, known) -> new Known(id, known.messageId, known.rejection, caseId));
    }

    /**
     * @param rejection not among those that are known
     * @return where it belongs
     */
    public Match match(Rejection rejection) {
        Known sameWording = null;
        Known sameCorrection = null;
        float nearestReply = (float) SameWording.MIN_COSINE;
        float nearestCorrection = (float) SameWording.MIN_COSINE;
        List<Rejection> corrected = new ArrayList<>();
        Map<UUID, Nearest> cases = new HashMap<>();
        for (Known known : rejections.values()) {
            EnumMap<Field, Float> cosines = cosines(rejection, known.rejection);
            float reply = cosines.get(Field.AI_REPLY);
            if (reply >= nearestReply) {
                nearestReply = reply;
                sameWording = known;
            }
            float correction = cosines.getOrDefault(Field.AGENT_REPLY, -1F);
            if (correction >= SameWording.MIN_COSINE) {
                corrected.add(known.rejection);
                if (correction >= nearestCorrection) {
                    nearestCorrection = correction;
                    sameCorrection = known;
                }
            }
            cases.computeIfAbsent(known.caseId == null ? known.id : known.caseId, none -> new Nearest(known))
                    .add(cosines);
        }
        if (sameWording != null) {
            return Match.with(sameWording);
        }
        if (sameCorrection != null && CaseFinder.isCoherent(rejection, corrected)) {
            return Match.with(sameCorrection);
        }
        return cases.values().stream()
                .filter(nearest -> nearest.similarity() >= CaseMerge.MIN_SIMILARITY)
                .max((one, other) -> Double.compare(one.similarity(), other.similarity()))
                .map(nearest -> Match.with(nearest.any))
                .orElse(Match.NONE);
    }

    /** Of each text that both have, the cosine. */
    private static EnumMap<Field, Float> cosines(Rejection one, Rejection other) {
        EnumMap<Field, Float> cosines = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            if (field.of(one) != null && field.of(other) != null) {
                cosines.put(field, Vectors.dot(field.of(one), field.of(other)));
            }
        }
        return cosines;
    }

    /** Of a case, or of one that stands alone, what is nearest to the new rejection. */
    private static final class Nearest {

        private final Known any;
        private final EnumMap<Field, Float> cosines = new EnumMap<>(Field.class);

        Nearest(Known any) {
            this.any = any;
        }

        void add(EnumMap<Field, Float> more) {
            more.forEach((field, cosine) -> cosines.merge(field, cosine, Math::max));
        }

        double similarity() {
            return Field.similarity(cosines::get);
        }
    }
}
