package dev.replyloop.prompts;

import dev.replyloop.prompts.Example.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Chooses, of the verdicts on like messages, those that teach most: right replies that were not rejected later, overrides
 * before thumbs-up, and no two that say the same (maximal marginal relevance, Carbonell and Goldstein 1998). Pure.
 */
final class ExampleSelection {

    /** Where agents corrected the AI, it has most to learn: as good as so much more similarity. */
    private static final double OVERRIDE_BONUS = 0.1;

    /**
     * A message in the same words is as good as so much more similarity: the model sees the matter, the words the case. One
     * of seven weights that were tried on two data sets, and not the best for each (ADR 0016).
     */
    private static final double SAME_WORDING_BONUS = 0.1;

    private static final double RELEVANCE = 0.7;
    /** So much alike, a reply is the one that was rejected. */
    private static final double REJECTED = 0.9;
    /** More alike than this, the second teaches nothing. */
    private static final double SAYS_THE_SAME = 0.95;
    /** So many of the nearest messages are looked at; some of them have no right reply. */
    static final int NEAREST = 60;
    /** Messages that are farther are no examples. Not calibrated: in the demo every override has a message that is nearer. */
    static final double MIN_SIMILARITY = 0.7;

    /** A verdict that may become an example, and how well vouched for it is. */
    record Chosen(PastVerdict verdict, Trust trust) {}

    /** @param wording how much its message is like the new one in its words, from 0 to 1 */
    private record Candidate(PastVerdict verdict, TextGrams grams, double wording) {

        double score() {
            return verdict.similarity() + SAME_WORDING_BONUS * wording + (verdict.overridden() ? OVERRIDE_BONUS : 0);
        }
    }

    private ExampleSelection() {}

    /**
     * @param message the new one, without what its customer did not write now
     * @param verdicts all known ones on the messages that are like the new one
     * @param required how well vouched for an example must be
     * @param count how many at most
     * @param fits whether there is room for one; it is asked of the best first, once of each
     * @param grams of a text; a caller that chooses often remembers them
     * @return those that fit, the most valuable first
     */
    static List<Chosen> choose(
            String message,
            List<PastVerdict> verdicts,
            RequiredTrust required,
            int count,
            Predicate<Chosen> fits,
            Function<String, TextGrams> grams) {
        List<Candidate> candidates = candidates(message, verdicts, grams);
        List<Candidate> vouchedFor = candidates.stream()
                .filter(one -> isEnough(trust(one, candidates), required))
                .toList();
        return mostRelevant(
                newestOfEachMessage(vouchedFor), count, one -> new Chosen(one.verdict, trust(one, candidates)), fits);
    }

    private static boolean isEnough(Trust trust, RequiredTrust required) {
        return switch (required) {
            case ANY -> true;
            case AGREED -> trust != Trust.SINGLE;
            case APPROVED -> trust == Trust.APPROVED;
        };
    }

    private static Trust trust(Candidate one, List<Candidate> candidates) {
        if (one.verdict.approved()) {
            return Trust.APPROVED;
        }
        return candidates.stream().anyMatch(other -> agree(one, other)) ? Trust.AGREED : Trust.SINGLE;
    }

    private static List<Candidate> candidates(
            String message, List<PastVerdict> verdicts, Function<String, TextGrams> grams) {
        TextGrams wording = grams.apply(message);
        List<Candidate> rejections = verdicts.stream()
                .filter(verdict -> !verdict.useful())
                .map(verdict -> new Candidate(verdict, grams.apply(verdict.aiReply()), 0))
                .toList();
        return verdicts.stream()
                .filter(PastVerdict::hasRightReply)
                .sorted(Comparator.comparingDouble(PastVerdict::similarity)
                        .reversed()
                        .thenComparing(PastVerdict::occurredAt, Comparator.reverseOrder())
                        .thenComparing(PastVerdict::feedbackId))
                .map(verdict -> new Candidate(
                        verdict, grams.apply(verdict.rightReply()), wording.likeness(grams.apply(verdict.message()))))
                .filter(one -> rejections.stream().noneMatch(later -> isRejectedBy(one, later)))
                .toList();
    }

    private static boolean isRejectedBy(Candidate right, Candidate rejection) {
        return rejection.verdict.occurredAt().isAfter(right.verdict.occurredAt())
                && right.grams.isLike(rejection.grams, REJECTED);
    }

    private static boolean agree(Candidate one, Candidate other) {
        return one.verdict.agentId() != null
                && other.verdict.agentId() != null
                && !one.verdict.agentId().equals(other.verdict.agentId())
                && one.grams.isLike(other.grams, TextGrams.SAME);
    }

    private static List<Candidate> newestOfEachMessage(List<Candidate> candidates) {
        Set<UUID> seen = new HashSet<>();
        return candidates.stream()
                .filter(one -> seen.add(one.verdict.messageId()))
                .toList();
    }

    private static List<Chosen> mostRelevant(
            List<Candidate> candidates, int count, Function<Candidate, Chosen> chosen, Predicate<Chosen> fits) {
        // Of each the likeness to what was taken that is most like it; beyond 1 once it is out.
        double[] redundancy = new double[candidates.size()];
        List<Chosen> taken = new ArrayList<>();
        while (taken.size() < count) {
            int next = -1;
            for (int i = 0; i < redundancy.length; i++) {
                if (redundancy[i] <= SAYS_THE_SAME
                        && (next < 0
                                || relevance(candidates.get(i), redundancy[i])
                                        > relevance(candidates.get(next), redundancy[next]))) {
                    next = i;
                }
            }
            if (next < 0) {
                break;
            }
            Candidate best = candidates.get(next);
            Chosen one = chosen.apply(best);
            if (fits.test(one)) {
                taken.add(one);
                for (int i = 0; i < redundancy.length; i++) {
                    redundancy[i] = Math.max(redundancy[i], best.grams.likeness(candidates.get(i).grams));
                }
            }
            redundancy[next] = 2;
        }
        return taken;
    }

    private static double relevance(Candidate candidate, double redundancy) {
        return RELEVANCE * candidate.score() - (1 - RELEVANCE) * redundancy;
    }
}
