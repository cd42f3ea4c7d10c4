package dev.replyloop.topics;

import dev.replyloop.embedding.EmbeddingException;
import dev.replyloop.shared.problem.FailureLog;
import dev.replyloop.shared.problem.SqlStates;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Why this instance can't work on the topics, while it can't. Safe to call from any thread. */
@ApplicationScoped
public class TopicFailures {

    private static final Logger LOG = Logger.getLogger(TopicFailures.class);

    private final FailureLog log = new FailureLog(LOG, "Topics can't be worked on; it is tried again");
    private volatile String reason;

    /** @param stopping whether the application ends, where failures are nothing to tell of */
    public void failed(Throwable failure, boolean stopping) {
        if (!stopping) {
            log.failed(failure);
            reason = reason(failure);
        }
    }

    public void succeeded() {
        log.succeeded();
        reason = null;
    }

    /** In a sentence for people; null while all goes well, or the database alone is away. */
    public String reason() {
        return reason;
    }

    private static String reason(Throwable failure) {
        if (failure instanceof LinkageError) {
            return "The sentence model's native libraries can't be loaded. The backend's log tells why.";
        }
        if (failure instanceof EmbeddingException) {
            return "The sentence model can't be loaded, or fails. The backend's log tells why.";
        }
        if (SqlStates.isDatabaseAway(failure) || SqlStates.of(failure) != null) {
            return null;
        }
        return "The work on topics fails. The backend's log tells why.";
    }
}
