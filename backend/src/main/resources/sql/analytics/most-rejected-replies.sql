-- The AI replies that lead the ranking, each with the rejection that it is shown with.
-- In: the reporting zone; first and last day; channels, models and reasons, each null for all; parallel arrays: the replies ($7, or $8 their numbers), how often each was rejected in the window
-- ($9) and overridden ($10), and when it last was ($11, in microseconds).
-- Out: the first ten, the latest first among equals; message and agent reply come together from the latest rejection
-- with an override, else from the latest.
WITH bounds AS MATERIALIZED (
    SELECT first_day, last_day, (first_day - 1)::timestamp AT TIME ZONE $1 AS earliest,
           (last_day + 2)::timestamp AT TIME ZONE $1 AS latest
    FROM asked_days($1, $2, $3)
), ranked AS (
    SELECT coalesce(candidate.ai_reply_id, repeated_replies.ai_reply_id) AS ai_reply_id, rejections, overridden, last_micros
    FROM unnest($7::bytea[], $8::integer[], $9::bigint[], $10::bigint[], $11::bigint[])
             AS candidate (ai_reply_id, number, rejections, overridden, last_micros)
    LEFT JOIN repeated_replies USING (number)
    ORDER BY rejections DESC, last_micros DESC, 1
    LIMIT 10
)
SELECT shown.id AS feedback_id, shown.message_id, customer_messages.message, ranked.ai_reply_id,
       shown.ai_reply, shown.agent_reply, ranked.rejections, ranked.last_micros
FROM ranked
CROSS JOIN bounds
CROSS JOIN LATERAL (
    SELECT id, message_id, ai_reply, agent_reply
    FROM feedback
    WHERE NOT useful AND feedback.ai_reply_id = ranked.ai_reply_id
      AND (feedback.overridden OR ranked.overridden = 0)
      AND occurred_at >= earliest AND occurred_at < latest
      AND reporting_day(occurred_at, $1) BETWEEN first_day AND last_day
      AND ($4::text[] IS NULL OR coalesce(channel, '') = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR coalesce(model, '') = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR coalesce(reason, '') = ANY ($6::text[]))
    ORDER BY occurred_at DESC, id DESC
    LIMIT 1) AS shown
JOIN customer_messages ON customer_messages.id = shown.message_id
ORDER BY ranked.rejections DESC, ranked.last_micros DESC, ranked.ai_reply_id
