package dev.replyloop.export;

import dev.replyloop.review.TrainingPromptFilter;
import dev.replyloop.shared.Blank;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.problem.ProblemException;
import org.jboss.resteasy.reactive.RestQuery;

/** What is exported: which training prompts, and how. As it came. */
public class ExportFilter extends TrainingPromptFilter {

    private static final int MAX_INSTRUCTIONS = 4_000;
    private static final int MAX_ALIKE = 1_000;

    @RestQuery
    String split;

    @RestQuery
    String instructions;

    @RestQuery
    String masked;

    @RestQuery
    String alike;

    /** Of the validation split alone, of the other alone; null: both. */
    Boolean validation() {
        if (split == null) {
            return null;
        }
        return switch (split) {
            case "train" -> false;
            case "validation" -> true;
            default -> throw ProblemException.invalid("split", "must be train or validation");
        };
    }

    /** The system message; null: there is none. */
    String instructions() {
        return instructions == null
                        || Blank.isBlank(QueryValues.storable("instructions", instructions, MAX_INSTRUCTIONS))
                ? null
                : instructions;
    }

    boolean isMasked() {
        return !Boolean.FALSE.equals(QueryValues.bool("masked", masked));
    }

    /** How many of a kind are kept. */
    int alike() {
        if (alike == null) {
            return 1;
        }
        try {
            int count = Integer.parseInt(alike);
            if (count >= 1 && count <= MAX_ALIKE) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Answered below, with what was expected.
        }
        throw ProblemException.invalid("alike", "must be a whole number from 1 to " + MAX_ALIKE);
    }

    /** Of a file: with its shape. */
    public static final class OfFile extends ExportFilter {

        @RestQuery
        String format;

        RowFormat format() {
            return RowFormat.of(format);
        }
    }

    /** Of a summary: whether each file's digest is wanted. */
    public static final class OfSummary extends ExportFilter {

        @RestQuery
        String format;

        @RestQuery
        String digest;

        /** The shape whose digest is wanted; null: none is. */
        RowFormat digested() {
            return Boolean.TRUE.equals(QueryValues.bool("digest", digest)) ? RowFormat.of(format) : null;
        }
    }
}
