-- The AI replies that were rejected most often in some topics, each with the rejection that it is shown with.
-- In: the reporting zone; first and last day; channels, models and reasons, each null for all; the topics ($7), and
-- whether feedback in none is asked for too ($8).
-- Out: as most-rejected-replies.sql.
WITH bounds AS MATERIALIZED (
    SELECT first_day, last_day, (first_day - 1)::timestamp AT TIME ZONE $1 AS earliest,
           (last_day + 2)::timestamp AT TIME ZONE $1 AS latest
    FROM asked_days($1, $2, $3)
), rejected AS MATERIALIZED (
    SELECT feedback.id, feedback.ai_reply_id, placed.occurred_at, placed.overridden
    FROM topic_feedback AS placed JOIN feedback ON feedback.id = placed.feedback_id
    WHERE NOT placed.useful
      AND (placed.topic_id = ANY ($7::uuid[]) OR $8::boolean AND placed.topic_id IS NULL)
      AND placed.occurred_at >= (SELECT earliest FROM bounds) AND placed.occurred_at < (SELECT latest FROM bounds)
      AND placed.day BETWEEN (SELECT first_day FROM bounds) AND (SELECT last_day FROM bounds)
      AND ($4::text[] IS NULL OR placed.channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR placed.model = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR placed.reason = ANY ($6::text[]))
), ranked AS (
    SELECT ai_reply_id, count(*) AS rejections, max(occurred_at) AS last_at
    FROM rejected
    GROUP BY ai_reply_id
    ORDER BY rejections DESC, last_at DESC, ai_reply_id
    LIMIT 10
)
SELECT shown.id AS feedback_id, feedback.message_id, customer_messages.message, ranked.ai_reply_id,
       feedback.ai_reply, feedback.agent_reply, ranked.rejections,
       (extract(epoch FROM ranked.last_at) * 1000000)::bigint AS last_micros
FROM ranked
CROSS JOIN LATERAL (
    SELECT id
    FROM rejected
    WHERE rejected.ai_reply_id = ranked.ai_reply_id
    ORDER BY overridden DESC, occurred_at DESC, id DESC
    LIMIT 1) AS shown
JOIN feedback ON feedback.id = shown.id
JOIN customer_messages ON customer_messages.id = feedback.message_id
ORDER BY ranked.rejections DESC, ranked.last_at DESC, ranked.ai_reply_id
