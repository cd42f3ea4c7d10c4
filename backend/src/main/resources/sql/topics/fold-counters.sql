-- Joins the rows of days that were added to.
WITH days AS MATERIALIZED (
    SELECT DISTINCT day FROM topic_daily WHERE NOT folded
), gone AS (
    DELETE FROM topic_daily USING days WHERE topic_daily.day = days.day
    RETURNING topic_daily.*
)
INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden,
                         judged, covered, known, control, thumbs_up, misleading, folded)
SELECT topic_id, day, channel, model, reason, sum(total), sum(useful), sum(overridden),
       sum(judged), sum(covered), sum(known), sum(control), sum(thumbs_up), sum(misleading), true
FROM gone
GROUP BY topic_id, day, channel, model, reason
HAVING (sum(total), sum(useful), sum(overridden), sum(judged), sum(covered), sum(known), sum(control), sum(thumbs_up),
        sum(misleading)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
