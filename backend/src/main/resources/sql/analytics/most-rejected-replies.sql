-- The ten AI replies that were rejected most often in the window, the latest first among equals.
-- Reads feedback, not counters: it costs what the window holds.
-- In: as daily.sql.
-- Out: a row a reply; message and agent reply come together from its latest rejection with an override, else from its latest.
WITH bounds AS (
    SELECT coalesce($2::date, last_day - 29) AS first_day, last_day
    FROM (SELECT coalesce($3::date, reporting_day(now(), $1)) AS last_day) AS until
), rejection AS (
    SELECT id, message_id, ai_reply_id, agent_reply, occurred_at
    FROM feedback
    WHERE NOT useful
      -- A day wide on either side lets the index serve; the reporting day then decides, as it did for the counters.
      AND occurred_at >= (SELECT (first_day - 1)::timestamp AT TIME ZONE $1 FROM bounds)
      AND occurred_at < (SELECT (last_day + 2)::timestamp AT TIME ZONE $1 FROM bounds)
      AND reporting_day(occurred_at, $1) BETWEEN (SELECT first_day FROM bounds) AND (SELECT last_day FROM bounds)
      AND ($4::text[] IS NULL OR coalesce(channel, '') = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR coalesce(model, '') = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR coalesce(reason, '') = ANY ($6::text[]))
), ranked AS (
    SELECT ai_reply_id, count(*) AS rejections, max(occurred_at) AS last_rejected_at
    FROM rejection
    GROUP BY ai_reply_id
    ORDER BY rejections DESC, last_rejected_at DESC, ai_reply_id
    LIMIT 10
), shown AS (
    SELECT DISTINCT ON (ai_reply_id) ai_reply_id, id
    FROM rejection JOIN ranked USING (ai_reply_id)
    ORDER BY ai_reply_id, agent_reply IS NOT NULL DESC, occurred_at DESC, id DESC
)
SELECT feedback.id AS feedback_id, feedback.message_id, customer_messages.message, feedback.ai_reply_id,
       feedback.ai_reply, feedback.agent_reply, ranked.rejections, ranked.last_rejected_at
FROM ranked
JOIN shown USING (ai_reply_id)
JOIN feedback ON feedback.id = shown.id
JOIN customer_messages ON customer_messages.id = feedback.message_id
ORDER BY ranked.rejections DESC, ranked.last_rejected_at DESC, ranked.ai_reply_id
