-- The window's newest rejections of AI replies that were rejected just once: what fills the places that repeated ones
-- leave open.
-- In: the reporting zone; first and last day; channels, models and reasons, each null for all; $7 AI replies that are counted already; $8 how many.
WITH bounds AS MATERIALIZED (
    -- A day wide on either side lets the index serve; the reporting day then decides, as it did for the counters.
    SELECT first_day, last_day, (first_day - 1)::timestamp AT TIME ZONE $1 AS earliest,
           (last_day + 2)::timestamp AT TIME ZONE $1 AS latest
    FROM asked_days($1, $2, $3)
)
SELECT ai_reply_id, (extract(epoch FROM occurred_at) * 1000000)::bigint AS last_micros,
       overridden AS is_overridden
FROM feedback
WHERE NOT useful
  AND occurred_at >= (SELECT earliest FROM bounds) AND occurred_at < (SELECT latest FROM bounds)
  AND reporting_day(occurred_at, $1) BETWEEN (SELECT first_day FROM bounds) AND (SELECT last_day FROM bounds)
  AND ($4::text[] IS NULL OR coalesce(channel, '') = ANY ($4::text[]))
  AND ($5::text[] IS NULL OR coalesce(model, '') = ANY ($5::text[]))
  AND ($6::text[] IS NULL OR coalesce(reason, '') = ANY ($6::text[]))
  AND ai_reply_id <> ALL ($7::bytea[])
  AND NOT EXISTS (SELECT FROM repeated_replies WHERE repeated_replies.ai_reply_id = feedback.ai_reply_id)
ORDER BY occurred_at DESC, ai_reply_id
LIMIT $8
