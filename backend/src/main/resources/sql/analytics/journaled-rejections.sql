-- What the journal holds of the window: rejections, new and taken back, that the counters don't have yet.
-- In: the reporting zone; first and last day; channels, models and reasons, each null for all. Out: a row a reply; its number where it is counted among the repeated ones.
SELECT ai_reply_id, number, sum(step) AS total, coalesce(sum(step) FILTER (WHERE overridden), 0) AS overridden,
       (extract(epoch FROM max(occurred_at) FILTER (WHERE step > 0)) * 1000000)::bigint AS last_micros,
       bool_or(step < 0) AS is_taken_back
FROM asked_days($1, $2, $3)
JOIN rejection_journal ON day BETWEEN first_day AND last_day
LEFT JOIN repeated_replies USING (ai_reply_id)
WHERE changed_in >= (SELECT up_to FROM rejection_fold)
  AND ($4::text[] IS NULL OR channel = ANY ($4::text[]))
  AND ($5::text[] IS NULL OR model = ANY ($5::text[]))
  AND ($6::text[] IS NULL OR reason = ANY ($6::text[]))
GROUP BY ai_reply_id, number
