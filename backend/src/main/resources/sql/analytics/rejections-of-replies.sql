-- Counts the window's rejections of some AI replies from the feedback itself.
-- In: the reporting zone; first and last day; channels, models and reasons, each null for all; $7 the replies. Out: a row for each that has any.
SELECT named.ai_reply_id, counted.total, counted.overridden, (extract(epoch FROM counted.last_at) * 1000000)::bigint AS last_micros
FROM asked_days($1, $2, $3), unnest($7::bytea[]) AS named (ai_reply_id), LATERAL (
    SELECT count(*) AS total, count(*) FILTER (WHERE feedback.overridden) AS overridden, max(occurred_at) AS last_at
    FROM feedback
    WHERE NOT useful AND feedback.ai_reply_id = named.ai_reply_id
      AND reporting_day(occurred_at, $1) BETWEEN first_day AND last_day
      AND ($4::text[] IS NULL OR coalesce(channel, '') = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR coalesce(model, '') = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR coalesce(reason, '') = ANY ($6::text[]))) AS counted
WHERE counted.total > 0
