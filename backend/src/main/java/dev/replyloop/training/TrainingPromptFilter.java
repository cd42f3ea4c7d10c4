package dev.replyloop.training;

import dev.replyloop.shared.Page;
import dev.replyloop.shared.QueryValues;
import dev.replyloop.shared.SqlFile;
import dev.replyloop.shared.TopicFilter;
import dev.replyloop.shared.json.StrictJson;
import dev.replyloop.shared.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestQuery;

/** The query parameters of the list of training prompts, as they came. */
public class TrainingPromptFilter {

    private static final String OF_TOPICS = SqlFile.read("training/prompts-of-topics.sql");
    private static final String SIZES = SqlFile.read("training/sizes.sql");

    @RestQuery
    String rating;

    @RestQuery
    List<String> topic;

    @RestQuery
    String cursor;

    @RestQuery
    String limit;

    @Context
    UriInfo uri;

    /**
     * How to find the page that is asked for. Ids are UUIDv7, so their order is that of creation.
     *
     * @throws ProblemException INVALID_REQUEST for the first value that can't be understood
     */
    Supplier<Uni<TrainingPromptPage>> page() {
        Integer wantedRating = rating();
        UUID last = last();
        TopicFilter topics = TopicFilter.parse(topic, uri);
        int count = QueryValues.limit(limit);
        return () -> Panache.withSession(() -> (topics == null
                        ? list(wantedRating, last, count + 1)
                        : listOf(topics, wantedRating, last, count + 1))
                .flatMap(found -> Page.of(found, count, SIZES, TrainingPromptFilter::load))
                .map(TrainingPromptPage::of));
    }

    /** Along the primary key. */
    private static Uni<List<UUID>> list(Integer rating, UUID last, int count) {
        Map<String, Object> parameters = new HashMap<>();
        String where = " where 1 = 1";
        if (rating != null) {
            where += " and rating = :rating";
            parameters.put("rating", rating);
        }
        if (last != null) {
            where += " and id < :last";
            parameters.put("last", last);
        }
        String query = "select id from TrainingPrompt" + where + " order by id desc";
        return Panache.getSession().flatMap(session -> {
            Mutiny.SelectionQuery<UUID> ids =
                    session.createSelectionQuery(query, UUID.class).setMaxResults(count);
            parameters.forEach(ids::setParameter);
            return ids.getResultList();
        });
    }

    private static Uni<List<TrainingPrompt>> load(List<UUID> ids) {
        return TrainingPrompt.<TrainingPrompt>find("id in (?1) order by id desc", ids)
                .list();
    }

    private static Uni<List<UUID>> listOf(TopicFilter topics, Integer rating, UUID last, int count) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(OF_TOPICS, UUID.class)
                        .setParameter("topics", topics.idArray())
                        .setParameter("other", topics.other())
                        .setParameter("rating", rating)
                        .setParameter("last", last)
                        .setParameter("count", count)
                        .getResultList());
    }

    private Integer rating() {
        if (rating == null) {
            return null;
        }
        return switch (rating) {
            case "0" -> 0;
            case "1" -> 1;
            default -> throw ProblemException.invalid("rating", "must be 0 or 1");
        };
    }

    private UUID last() {
        if (cursor == null) {
            return null;
        }
        UUID last = StrictJson.uuid(cursor);
        if (last == null) {
            throw ProblemException.invalid("cursor", "is not a cursor that this list gave");
        }
        return last;
    }
}
