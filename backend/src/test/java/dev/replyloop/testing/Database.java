package dev.replyloop.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;

/** Looks straight into the database, to count what the API counted in another way. */
@ApplicationScoped
public class Database {

    private final Pool pool;

    Database(Pool pool) {
        this.pool = pool;
    }

    /** One number. */
    public long count(String sql, Object... parameters) {
        return query(sql, parameters).iterator().next().getLong(0);
    }

    public RowSet<Row> query(String sql, Object... parameters) {
        return pool.preparedQuery(sql)
                .execute(Tuple.from(Arrays.asList(parameters)))
                .await()
                .indefinitely();
    }

    /** Recounts every feedback there is and compares with the counters. */
    public void assertCountersExact(String zone) {
        assertEquals(0, count("""
                        SELECT count(*) FROM (
                            SELECT reporting_day(occurred_at, $1) AS day, coalesce(channel, '') AS channel,
                                   coalesce(model, '') AS model, count(*) AS total, count(*) FILTER (WHERE useful) AS useful,
                                   count(*) FILTER (WHERE NOT useful AND regexp_replace(agent_reply, '\\s', '', 'g') <> regexp_replace(ai_reply, '\\s', '', 'g')) AS overridden
                            FROM feedback GROUP BY 1, 2, 3) AS counted
                        FULL JOIN (
                            SELECT day, channel, model, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
                            FROM feedback_daily GROUP BY 1, 2, 3
                            HAVING sum(total) <> 0 OR sum(useful) <> 0 OR sum(overridden) <> 0) AS stored
                        USING (day, channel, model)
                        WHERE (counted.total, counted.useful, counted.overridden)
                              IS DISTINCT FROM (stored.total::bigint, stored.useful::bigint, stored.overridden::bigint)
                        """, zone), "daily counters that differ from a recount");
        assertEquals(0, count("""
                        SELECT count(*) FROM (
                            SELECT reporting_day(occurred_at, $1) AS day, coalesce(channel, '') AS channel,
                                   coalesce(model, '') AS model, coalesce(reason, '') AS reason, count(*) AS total,
                                   count(*) FILTER (WHERE NOT useful AND regexp_replace(agent_reply, '\\s', '', 'g') <> regexp_replace(ai_reply, '\\s', '', 'g')) AS overridden
                            FROM feedback WHERE NOT useful GROUP BY 1, 2, 3, 4) AS counted
                        FULL JOIN (
                            SELECT day, channel, model, reason, sum(total) AS total, sum(overridden) AS overridden
                            FROM rejected_daily GROUP BY 1, 2, 3, 4 HAVING sum(total) <> 0 OR sum(overridden) <> 0) AS stored
                        USING (day, channel, model, reason)
                        WHERE (counted.total, counted.overridden)
                              IS DISTINCT FROM (stored.total::bigint, stored.overridden::bigint)
                        """, zone), "rejection counters that differ from a recount");
        assertEquals(0, count("""
                        SELECT count(*) FROM (
                            SELECT reporting_day(newest.occurred_at, $1) AS day, coalesce(newest.channel, '') AS channel,
                                   coalesce(newest.model, '') AS model, held_out, count(*) AS total,
                                   count(*) FILTER (WHERE newest.useful) AS useful,
                                   count(*) FILTER (WHERE newest.overridden) AS overridden
                            FROM learned_prompts AS prompt
                            CROSS JOIN LATERAL (
                                SELECT * FROM feedback WHERE prompt_id = prompt.id
                                ORDER BY occurred_at DESC, id DESC LIMIT 1) AS newest
                            WHERE had_examples GROUP BY 1, 2, 3, 4) AS counted
                        FULL JOIN (
                            SELECT day, channel, model, held_out, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
                            FROM prompt_daily GROUP BY 1, 2, 3, 4
                            HAVING sum(total) <> 0 OR sum(useful) <> 0 OR sum(overridden) <> 0) AS stored
                        USING (day, channel, model, held_out)
                        WHERE (counted.total, counted.useful, counted.overridden)
                              IS DISTINCT FROM (stored.total::bigint, stored.useful::bigint, stored.overridden::bigint)
                        """, zone), "counters of prompts that differ from a recount");
        // In one statement, so in one snapshot: what the journal holds is not in the counters yet.
        assertEquals(0, count("""
                        SELECT count(*) FROM (
                            SELECT ai_reply_id, reporting_day(occurred_at, $1) AS day, coalesce(channel, '') AS channel,
                                   coalesce(model, '') AS model, coalesce(reason, '') AS reason, count(*) AS total,
                                   count(*) FILTER (WHERE NOT useful AND regexp_replace(agent_reply, '\\s', '', 'g') <> regexp_replace(ai_reply, '\\s', '', 'g')) AS overridden, max(occurred_at) AS last_at
                            FROM feedback JOIN repeated_replies USING (ai_reply_id)
                            WHERE NOT useful AND ai_reply_id NOT IN (SELECT ai_reply_id FROM rejection_journal)
                            GROUP BY 1, 2, 3, 4, 5) AS counted
                        FULL JOIN (
                            SELECT ai_reply_id, day, channel, model, reason, total, overridden, last_at
                            FROM repeated_rejections_daily JOIN repeated_replies ON number = reply
                            WHERE (total, overridden) <> (0, 0)
                              AND ai_reply_id NOT IN (SELECT ai_reply_id FROM rejection_journal)) AS stored
                        USING (ai_reply_id, day, channel, model, reason)
                        WHERE (counted.total, counted.overridden, counted.last_at)
                              IS DISTINCT FROM (stored.total, stored.overridden, stored.last_at)
                        """, zone), "counters of repeated rejections that differ from a recount");
        assertEquals(0, count("""
                        SELECT count(*) FROM (
                            SELECT ai_reply_id FROM feedback WHERE NOT useful GROUP BY ai_reply_id HAVING count(*) > 1
                            EXCEPT SELECT ai_reply_id FROM repeated_replies
                            EXCEPT SELECT ai_reply_id FROM rejection_journal) AS missing
                        """), "repeatedly rejected replies that are not counted");
    }
}
