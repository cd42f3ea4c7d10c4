-- As correct-feedback-daily.sql, for the counters by topic: of the feedback that has been placed. Rows are only ever added.
WITH counted AS (
    SELECT topic_id, reporting_day(occurred_at, $1) AS day, channel, model, reason, count(*) AS total,
           count(*) FILTER (WHERE useful) AS useful, count(*) FILTER (WHERE overridden) AS overridden,
           count(*) FILTER (WHERE overridden AND known IS NOT NULL) AS judged,
           count(*) FILTER (WHERE overridden AND known IS NOT NULL AND covered) AS covered,
           count(*) FILTER (WHERE overridden AND known) AS known,
           count(*) FILTER (WHERE overridden AND control_known) AS control,
           count(*) FILTER (WHERE useful AND misled IS NOT NULL) AS thumbs_up,
           count(*) FILTER (WHERE useful AND misled) AS misleading
    FROM topic_feedback
    GROUP BY 1, 2, 3, 4, 5
), difference AS (
    SELECT topic_id, day, channel, model, reason, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden,
           sum(judged) AS judged, sum(covered) AS covered, sum(known) AS known, sum(control) AS control,
           sum(thumbs_up) AS thumbs_up, sum(misleading) AS misleading
    FROM (TABLE counted
          UNION ALL
          SELECT topic_id, day, channel, model, reason, -total, -useful, -overridden,
                 -judged, -covered, -known, -control, -thumbs_up, -misleading
          FROM topic_daily) AS compared
    GROUP BY topic_id, day, channel, model, reason
    HAVING (sum(total), sum(useful), sum(overridden), sum(judged), sum(covered), sum(known), sum(control), sum(thumbs_up),
            sum(misleading)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
), corrected AS (
    INSERT INTO topic_daily (topic_id, day, channel, model, reason, total, useful, overridden,
                             judged, covered, known, control, thumbs_up, misleading)
    SELECT * FROM difference
)
SELECT count(*) AS counters,
       coalesce(sum(greatest(abs(total), abs(useful), abs(overridden), abs(judged), abs(covered), abs(known), abs(control),
                             abs(thumbs_up), abs(misleading))), 0)::bigint AS feedback
FROM difference
