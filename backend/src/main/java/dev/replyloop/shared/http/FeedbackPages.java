package dev.replyloop.shared.http;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** From whose pages feedback is posted: access control knows. */
public interface FeedbackPages {

    /** @return origins as browsers send them; fails where they can't be read */
    CompletionStage<Set<String>> origins();
}
