package dev.replyloop.prompts;

import dev.replyloop.prompts.Example.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Chooses, of the verdicts on like messages, those that teach most: right replies that were not rejected later, overrides
 * before thumbs-up, and no two that say the same (maximal marginal relevance, Carbonell and Goldstein 1998). Pure.
 */
final class ExampleSelection {

    /** Where agents corrected the AI, it has most to learn: as good as so much more similarity. */
    private static final double OVERRIDE_BONUS = 0.1;

    private static final double RELEVANCE = 0.7;

    /** A verdict that may become an example, and how well vouched for it is. */
    record Chosen(PastVerdict verdict, Trust trust) {}

    private record Candidate(PastVerdict verdict, ReplyGrams grams) {

        double score() {
            return verdict.similarity() + (verdict.overridden() ? OVERRIDE_BONUS : 0);
        }
    }

    private ExampleSelection() {}

    /**
     * @param verdicts all known ones on the messages that are like the new one
     * @param required how well vouched for an example must be
     * @return in the order in which they should be taken
     */
    static List<Chosen> choose(List<PastVerdict> verdicts, RequiredTrust required) {
        List<Candidate> candidates = candidates(verdicts);
        Map<UUID, Trust> trust = new HashMap<>();
        for (Candidate candidate : candidates) {
            boolean agreed = candidates.stream().anyMatch(other -> agree(candidate, other));
            trust.put(candidate.verdict.feedbackId(), agreed ? Trust.AGREED : Trust.SINGLE);
        }
        List<Candidate> left = new ArrayList<>(newestOfEachMessage(candidates.stream()
                .filter(one -> required == RequiredTrust.ANY || trust.get(one.verdict.feedbackId()) == Trust.AGREED)
                .toList()));
        List<Candidate> taken = new ArrayList<>();
        while (!left.isEmpty()) {
            Candidate next = left.stream()
                    .max(Comparator.comparingDouble(one -> marginalRelevance(one, taken)))
                    .orElseThrow();
            left.remove(next);
            if (taken.stream().noneMatch(one -> one.grams.likeness(next.grams) > 0.95)) {
                taken.add(next);
            }
        }
        return taken.stream()
                .map(one -> new Chosen(one.verdict, trust.get(one.verdict.feedbackId())))
                .toList();
    }

    private static List<Candidate> candidates(List<PastVerdict> verdicts) {
        List<Candidate> rejections = verdicts.stream()
                .filter(verdict -> !verdict.useful())
                .map(verdict -> new Candidate(verdict, new ReplyGrams(verdict.aiReply())))
                .toList();
        return verdicts.stream()
                .filter(PastVerdict::hasRightReply)
                .sorted(Comparator.comparingDouble(PastVerdict::similarity)
                        .reversed()
                        .thenComparing(PastVerdict::occurredAt, Comparator.reverseOrder())
                        .thenComparing(PastVerdict::feedbackId))
                .map(verdict -> new Candidate(verdict, new ReplyGrams(verdict.rightReply())))
                .filter(one -> rejections.stream().noneMatch(later -> isRejectedBy(one, later)))
                .toList();
    }

    private static boolean isRejectedBy(Candidate right, Candidate rejection) {
        return rejection.verdict.occurredAt().isAfter(right.verdict.occurredAt())
                && right.grams.likeness(rejection.grams) > 0.9;
    }

    private static boolean agree(Candidate one, Candidate other) {
        return one.verdict.agentId() != null
                && other.verdict.agentId() != null
                && !one.verdict.agentId().equals(other.verdict.agentId())
                && one.grams.likeness(other.grams) >= ReplyGrams.SAME;
    }

    private static List<Candidate> newestOfEachMessage(List<Candidate> candidates) {
        Set<UUID> seen = new HashSet<>();
        return candidates.stream()
                .filter(one -> seen.add(one.verdict.messageId()))
                .toList();
    }

    private static double marginalRelevance(Candidate candidate, List<Candidate> taken) {
        double redundancy = taken.stream()
                .mapToDouble(one -> one.grams.likeness(candidate.grams))
                .max()
                .orElse(0);
        return RELEVANCE * candidate.score() - (1 - RELEVANCE) * redundancy;
    }
}
