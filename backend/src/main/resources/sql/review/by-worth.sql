-- Training prompts in the order in which they are worth a review: what the reviewer has before them already, corrections,
-- what no earlier example taught, what the AI was rejected for most often, the newest.
-- In: their ids; the reviewer, as reservations name them.
SELECT feedback.id
FROM feedback
LEFT JOIN topic_feedback AS placed ON placed.feedback_id = feedback.id
LEFT JOIN review_skips AS skipped ON skipped.id = feedback.id AND skipped.reviewer = $2
CROSS JOIN LATERAL (
    -- Beyond that it makes no difference.
    SELECT count(*) AS times
    FROM (SELECT FROM feedback AS other WHERE other.ai_reply_id = feedback.ai_reply_id AND NOT other.useful LIMIT 100) AS rejection
) AS rejected
WHERE feedback.id = ANY ($1)
ORDER BY EXISTS (SELECT FROM review_reservations AS mine
                 WHERE mine.id = feedback.id AND mine.reviewer = $2 AND reserved_until > now()) DESC,
         skipped_at NULLS FIRST, feedback.overridden DESC, coalesce(placed.known, false), rejected.times DESC,
         feedback.occurred_at DESC, feedback.id
