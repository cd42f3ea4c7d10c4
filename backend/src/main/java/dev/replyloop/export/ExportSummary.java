package dev.replyloop.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/**
 * What a training file would hold.
 *
 * @param trainingPrompts how many it is made of
 * @param waiting how many of these were not compared with others yet
 * @param rows how many rows each format has
 * @param leftOut how many training prompts are left out, by cause; causes without any are not named
 * @param characters code points of the messages and replies in it, before they are masked
 * @param firstAt when the oldest verdict in it was given; null where there is none
 * @param lastAt the newest
 * @param kto how its thumbs-up and thumbs-down balance
 * @param sha256 of the file of the format that was asked for, uncompressed; null where it was not asked for
 */
public record ExportSummary(
        long trainingPrompts,
        long waiting,
        List<FormatRows> rows,
        List<CauseCount> leftOut,
        long characters,
        Instant firstAt,
        Instant lastAt,
        KtoBalance kto,
        @JsonInclude(JsonInclude.Include.NON_NULL) String sha256) {

    /** How many rows a format has. */
    public record FormatRows(RowFormat format, long rows) {}

    /** How many are left out for one cause. */
    public record CauseCount(LeftOut cause, long trainingPrompts) {}

    /**
     * How the rows of trl-kto balance.
     *
     * @param desirable rows whose label is true
     * @param undesirable rows whose label is false
     * @param desirableWeight what TRL's KTO trainer takes as {@code desirable_weight}, so that both sides weigh the same; the
     *     larger side keeps 1; null where one side has no rows
     * @param undesirableWeight its {@code undesirable_weight}, likewise
     */
    public record KtoBalance(long desirable, long undesirable, Double desirableWeight, Double undesirableWeight) {

        static KtoBalance of(long desirable, long undesirable) {
            if (desirable == 0 || undesirable == 0) {
                return new KtoBalance(desirable, undesirable, null, null);
            }
            double ratio = (double) desirable / undesirable;
            return new KtoBalance(desirable, undesirable, round(Math.max(1, 1 / ratio)), round(Math.max(1, ratio)));
        }

        private static double round(double weight) {
            return Math.round(weight * 100) / 100.0;
        }
    }
}
