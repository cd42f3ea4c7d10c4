package dev.replyloop.feedback;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.replyloop.training.TrainingPrompt;
import dev.replyloop.training.TrainingPromptView;

/** One feedback with the training prompt that was built from it. */
public record FeedbackDetail(@JsonUnwrapped FeedbackView feedback, TrainingPromptView trainingPrompt) {

    static FeedbackDetail of(Feedback feedback, TrainingPrompt prompt) {
        return new FeedbackDetail(FeedbackView.of(feedback), TrainingPromptView.of(prompt));
    }
}
