package dev.replyloop.training;

import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.json.StrictJson;
import dev.replyloop.shared.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** {@code /api/training-prompts}: lists and shows what the AI learns from. */
@Path("/api/training-prompts")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class TrainingResource {

    @GET
    public Uni<TrainingPromptPage> list(@RestQuery String rating, @RestQuery String cursor, @RestQuery String limit) {
        Map<String, Object> parameters = new HashMap<>();
        String where = "1 = 1";
        if (rating != null) {
            where += " and rating = :rating";
            parameters.put("rating", rating(rating));
        }
        if (cursor != null) {
            where += " and id < :last";
            parameters.put("last", lastId(cursor));
        }
        String condition = where;
        int count = QueryValues.limit(limit);
        // Ids are UUIDv7, so their order is that of creation, and the primary key serves it.
        return Panache.withSession(
                        () -> TrainingPrompt.<TrainingPrompt>find(condition + " order by id desc", parameters)
                                .range(0, count)
                                .list())
                .map(found -> TrainingPromptPage.of(found, count));
    }

    @GET
    @Path("/{id}")
    public Uni<TrainingPromptView> get(@RestPath String id) {
        UUID promptId = QueryValues.uuid("id", id);
        return Panache.withSession(() -> TrainingPrompt.<TrainingPrompt>findById(promptId))
                .onItem()
                .ifNull()
                .failWith(() -> ProblemException.notFound("training prompt", promptId))
                .map(TrainingPromptView::of);
    }

    private static int rating(String text) {
        return switch (text) {
            case "0" -> 0;
            case "1" -> 1;
            default -> throw ProblemException.invalid("rating", "must be 0 or 1");
        };
    }

    private static UUID lastId(String cursor) {
        UUID last = StrictJson.uuid(cursor);
        if (last == null) {
            throw ProblemException.invalid("cursor", "is not a cursor that this list gave");
        }
        return last;
    }
}
