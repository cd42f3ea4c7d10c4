-- Joins the rows of days that were added to.
WITH days AS MATERIALIZED (
    SELECT DISTINCT day FROM topic_daily WHERE NOT folded
), gone AS (
    DELETE FROM topic_daily USING days WHERE topic_daily.day = days.day
    RETURNING topic_id, topic_daily.day, channel, model, reason, total, useful, overridden
)
INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden, folded)
SELECT topic_id, day, channel, model, reason, sum(total), sum(useful), sum(overridden), true
FROM gone
GROUP BY topic_id, day, channel, model, reason
HAVING sum(total) <> 0 OR sum(useful) <> 0 OR sum(overridden) <> 0
