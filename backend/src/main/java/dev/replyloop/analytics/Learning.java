package dev.replyloop.analytics;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import java.util.List;

/**
 * What agents have taught: of the overrides in a window, how many had an answer that was known before them, and what examples
 * changed where prompts were asked for.
 *
 * @param sums those of the window
 * @param knownInterval of the share known of those judged; null where none is
 * @param controlInterval of the share that chance would give; null where none is judged
 * @param daily every day of the window
 * @param promptsAsked how many prompts were asked for in the window
 * @param promptsWereAsked whether a prompt was ever asked for
 * @param effect what came of prompts; null where no verdict on one counts in the window, and where topics or reasons are asked
 *     for, which prompts don't know
 * @param judging whether meanings are compared here, without which nothing is judged
 * @param waiting how many verdicts are still to be looked at, of all days; counted up to 10,000
 * @param previous the same sums for the period of equal length just before
 * @param compared the share known of the window's whole days, against as many before; null where it has none
 */
public record Learning(
        LocalDate from,
        LocalDate to,
        String timeZone,
        LocalDate today,
        @JsonUnwrapped Sums sums,
        ScoreInterval knownInterval,
        ScoreInterval controlInterval,
        List<Day> daily,
        long promptsAsked,
        boolean promptsWereAsked,
        Effect effect,
        boolean judging,
        long waiting,
        Previous previous,
        Compared compared) {

    /**
     * @param overrides all of them; where topics are asked for, those in these topics
     * @param judged of which it could be told; the next three are of these
     * @param covered for which there was an example at all
     * @param known one of whose examples held what the agent changed
     * @param control the same with examples of other topics: what chance would give
     * @param thumbsUp that were looked at
     * @param misleading of these, those for which an example would have misled
     */
    public record Sums(
            long overrides, long judged, long covered, long known, long control, long thumbsUp, long misleading) {

        static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    overrides + other.overrides,
                    judged + other.judged,
                    covered + other.covered,
                    known + other.known,
                    control + other.control,
                    thumbsUp + other.thumbsUp,
                    misleading + other.misleading);
        }

        ScoreInterval knownInterval() {
            return judged == 0 ? null : ScoreInterval.ofShare(known, judged);
        }

        ScoreInterval controlInterval() {
            return judged == 0 ? null : ScoreInterval.ofShare(control, judged);
        }
    }

    /** One day; the intervals are null where nothing is judged. */
    public record Day(
            LocalDate date, long overrides, long judged, long known, long control, ScoreInterval knownInterval) {

        static Day of(LocalDate date, Sums sums) {
            return new Day(date, sums.overrides, sums.judged, sums.known, sums.control, sums.knownInterval());
        }
    }

    /** The period of equal length that ends the day before {@link Learning#from()}. */
    public record Previous(
            LocalDate from,
            LocalDate to,
            long overrides,
            long judged,
            long covered,
            long known,
            long control,
            long thumbsUp,
            long misleading) {}

    /**
     * Prompts with their examples against those from which they were withheld. Each counts once, by its newest verdict.
     *
     * @param difference useful with examples less useful without, from -1 to 1; null where one side has no verdict
     * @param interval its 95 % interval; null where there is no difference
     */
    public record Effect(Arm withExamples, Arm heldOut, Double difference, ScoreInterval interval) {

        static Effect of(Counts withExamples, Counts heldOut) {
            boolean hasBoth = withExamples.total() > 0 && heldOut.total() > 0;
            return new Effect(
                    Arm.of(withExamples),
                    Arm.of(heldOut),
                    hasBoth
                            ? (double) withExamples.useful() / withExamples.total()
                                    - (double) heldOut.useful() / heldOut.total()
                            : null,
                    hasBoth
                            ? ScoreInterval.ofDifference(
                                    withExamples.useful(), withExamples.total(), heldOut.useful(), heldOut.total())
                            : null);
        }
    }

    /** Prompts that have a verdict. */
    public record Arm(long total, long useful, long overridden) {

        static Arm of(Counts counts) {
            return new Arm(counts.total(), counts.useful(), counts.overridden());
        }
    }

    /**
     * The share known on two sides of whole days; see {@link Comparison}.
     *
     * @param difference the current share less the previous one; null where a side has nothing judged
     * @param q the p-value of an exact test; null where a side has fewer than ten
     */
    public record Compared(
            Side current, Side previous, Double difference, ScoreInterval interval, Double q, boolean clear) {

        private static final long MIN_JUDGED = 10;
        private static final double CLEAR = 0.05;

        /** @param share null where nothing is judged */
        public record Side(LocalDate from, LocalDate to, long judged, long known, Double share) {}

        static Compared of(Side current, Side previous) {
            if (current.share == null || previous.share == null) {
                return new Compared(current, previous, null, null, null, false);
            }
            ScoreInterval interval =
                    ScoreInterval.ofDifference(current.known, current.judged, previous.known, previous.judged);
            Double q = current.judged < MIN_JUDGED || previous.judged < MIN_JUDGED
                    ? null
                    : ExactTest.pValue(current.known, current.judged, previous.known, previous.judged);
            return new Compared(
                    current,
                    previous,
                    current.share - previous.share,
                    interval,
                    q,
                    q != null && q <= CLEAR && interval.leavesOutZero());
        }
    }
}
