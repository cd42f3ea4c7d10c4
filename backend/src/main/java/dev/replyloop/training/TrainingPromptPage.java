package dev.replyloop.training;

import dev.replyloop.shared.Page;
import java.util.List;

/**
 * A page of training prompts, newest feedback first.
 *
 * @param nextCursor what to send as {@code cursor} for the next page; null where this is the last
 */
public record TrainingPromptPage(List<TrainingPromptView> items, String nextCursor) {

    static TrainingPromptPage of(Page<TrainingPrompt> page) {
        return new TrainingPromptPage(page.show(TrainingPromptView::of), page.nextCursor(last -> last.id.toString()));
    }
}
