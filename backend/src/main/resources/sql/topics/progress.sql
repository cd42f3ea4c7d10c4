-- Where the topics stand.
-- In: how many messages the first ones need, no more are counted; where to stop counting what waits.
SELECT (SELECT count(*) FROM (SELECT FROM message_topics LIMIT $1) AS embedded) AS messages,
       -- The newest are placed ahead of their turn: what stands in its topic as it is doesn't wait.
       (SELECT count(*)
        FROM (SELECT *
              FROM feedback
              WHERE (changed_in, id) > ((SELECT changed_in FROM topic_progress), (SELECT feedback_id FROM topic_progress))
              ORDER BY changed_in, id LIMIT $2) AS changed
        WHERE NOT EXISTS (
            SELECT
            FROM topic_feedback AS placed
            WHERE placed.feedback_id = changed.id
              AND (placed.occurred_at, placed.useful, placed.overridden, placed.channel, placed.model, placed.reason)
                = (changed.occurred_at, changed.useful, changed.overridden, coalesce(changed.channel, ''),
                   coalesce(changed.model, ''), coalesce(changed.reason, ''))))
       -- Both sides of the model that is wanted, so that an index serves each.
       + (SELECT count(*)
          FROM (SELECT FROM message_topics WHERE model < (SELECT model FROM topic_progress) LIMIT $2) AS before)
       + (SELECT count(*)
          FROM (SELECT FROM message_topics WHERE model > (SELECT model FROM topic_progress) LIMIT $2) AS after) AS waiting,
       -- The instance that regroups holds this lock.
       EXISTS (SELECT FROM pg_locks
               WHERE locktype = 'advisory' AND granted AND (classid, objid, objsubid) = (0, 7355, 1)
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS is_regrouping,
       regrouped_at, foreign_share
FROM topic_progress
