package dev.replyloop.review;

import dev.replyloop.feedback.FeedbackCursor;
import dev.replyloop.feedback.FeedbackFilter;
import dev.replyloop.feedback.FeedbackQuery;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.problem.ProblemException;
import dev.replyloop.training.Review;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;

/** Which training prompts are asked for: by all that feedback is filtered by, by rating and by review. As they came. */
public class TrainingPromptFilter extends FeedbackFilter {

    @RestQuery
    String rating;

    @RestQuery
    List<String> review;

    /**
     * @param zone the reporting one
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood
     */
    public FeedbackQuery trainingPrompts(String zone) {
        FeedbackQuery query = criteria().query(zone);
        if (rating != null) {
            query.useful(usefulOf(rating));
        }
        query.reviewIn(reviews());
        return query;
    }

    private String[] reviews() {
        List<String> given = uri.getQueryParameters().get("review");
        if (given == null) {
            return null;
        }
        return given.stream()
                .map(TrainingPromptFilter::review)
                .map(Review::name)
                .toArray(String[]::new);
    }

    private static Review review(String name) {
        return Arrays.stream(Review.values())
                .filter(value -> value.name().equals(name))
                .findAny()
                .orElseThrow(() -> ProblemException.invalid(
                        "review",
                        "must be one of "
                                + Arrays.stream(Review.values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    private static Boolean usefulOf(String rating) {
        return switch (rating) {
            case "0" -> false;
            case "1" -> true;
            default -> throw ProblemException.invalid("rating", "must be 0 or 1");
        };
    }

    /** A page of them. */
    public static final class OfPage extends TrainingPromptFilter {

        @RestQuery
        String cursor;

        @RestQuery
        String limit;

        @Override
        public FeedbackQuery trainingPrompts(String zone) {
            FeedbackQuery query = super.trainingPrompts(zone);
            if (cursor != null) {
                query.after(FeedbackCursor.decode(cursor));
            }
            return query;
        }

        int limit() {
            return QueryValues.limit(limit);
        }
    }
}
