-- Where the topics stand.
-- In: how many messages the first ones need; where to stop counting what waits.
SELECT CASE WHEN regrouped_at IS NULL
            THEN (SELECT count(*) FROM (SELECT FROM message_topics LIMIT $1) AS embedded)
            ELSE (SELECT count(*) FROM message_topics) END AS messages,
       (SELECT count(*)
        FROM (SELECT FROM feedback
              WHERE (changed_in, id) > ((SELECT changed_in FROM topic_progress), (SELECT feedback_id FROM topic_progress))
              ORDER BY changed_in, id LIMIT $2) AS changed) AS waiting,
       -- Whoever regroups holds this lock, on whichever instance.
       EXISTS (SELECT FROM pg_locks
               WHERE locktype = 'advisory' AND granted AND (classid, objid, objsubid) = (0, 7355, 1)
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS is_regrouping,
       regrouped_at
FROM topic_progress
