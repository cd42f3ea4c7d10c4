-- Ends a statement that names candidates, newest first: those that match every filter, until there are enough. A candidate
-- out of the index counts only if the index still tells the truth about it; else the tail has it too.
-- In: useful, channels, models, reasons, reply, onMessage, wording (of an override case), topics (with other: whether feedback in none is asked for too), fromDay,
-- toDay, reviews (of training prompts), toReview (those that wait for a review: ALL, FREE or SKIPPED, of reviewer) and patterns (with
-- pairedPatterns and plainPatterns), each null where it filters nothing; zone, the reporting one;
-- count, how many are wanted.
SELECT candidate.id
FROM candidate CROSS JOIN LATERAL (
    SELECT
    FROM (
        SELECT feedback.*, customer.message,
               (changed_in, feedback.id) > ((SELECT changed_in FROM progress), (SELECT feedback_id FROM progress))
               OR coalesce((reworded_in, customer.id) > ((SELECT reworded_in FROM progress), (SELECT message_id FROM progress)), false)
                   AS in_tail
        FROM feedback JOIN customer_messages AS customer ON customer.id = feedback.message_id
        WHERE feedback.id = candidate.id
        OFFSET 0
    ) AS feedback
    WHERE NOT (candidate.indexed AND in_tail)
      AND (CAST(:useful AS boolean) IS NULL OR useful = CAST(:useful AS boolean))
      AND (CAST(:channels AS text[]) IS NULL OR coalesce(channel, '') = ANY (CAST(:channels AS text[])))
      AND (CAST(:models AS text[]) IS NULL OR coalesce(model, '') = ANY (CAST(:models AS text[])))
      AND (CAST(:reasons AS text[]) IS NULL OR NOT useful AND coalesce(reason, '') = ANY (CAST(:reasons AS text[])))
      AND (CAST(:reply AS bytea) IS NULL OR ai_reply_id = CAST(:reply AS bytea))
      AND (CAST(:onMessage AS uuid) IS NULL OR message_id = CAST(:onMessage AS uuid))
      AND (CAST(:wording AS text) IS NULL OR overridden AND override_wording(ai_reply) = CAST(:wording AS text))
      AND (CAST(:topics AS uuid[]) IS NULL
           OR EXISTS (SELECT FROM topic_feedback AS placed
                      WHERE placed.feedback_id = feedback.id
                        AND (topic_id = ANY (CAST(:topics AS uuid[])) OR CAST(:other AS boolean) AND topic_id IS NULL)))
      AND (CAST(:fromDay AS date) IS NULL OR reporting_day(occurred_at, :zone) >= CAST(:fromDay AS date))
      AND (CAST(:toDay AS date) IS NULL OR reporting_day(occurred_at, :zone) <= CAST(:toDay AS date))
      AND (CAST(:reviews AS text[]) IS NULL
           OR EXISTS (SELECT FROM reviewed_training_prompts AS reviewed
                      WHERE reviewed.id = feedback.id AND review = ANY (CAST(:reviews AS text[]))))
      AND (CAST(:toReview AS text) IS NULL
           OR EXISTS (SELECT FROM reviewed_training_prompts AS reviewed
                      WHERE reviewed.id = feedback.id AND (review = 'PENDING' OR changed_since_review))
              AND (CAST(:toReview AS text) = 'ALL'
                   OR NOT EXISTS (SELECT FROM review_reservations AS reserved
                                  WHERE reserved.id = feedback.id AND reserved.reviewer <> CAST(:reviewer AS text)
                                    AND reserved_until > clock_timestamp())
                      AND (CAST(:toReview AS text) = 'SKIPPED')
                          = EXISTS (SELECT FROM review_skips AS skipped
                                    WHERE skipped.id = feedback.id AND skipped.reviewer = CAST(:reviewer AS text))))
      AND CASE
              WHEN candidate.text_matches OR CAST(:patterns AS text[]) IS NULL THEN true
              WHEN in_tail THEN search_finds(message, ai_reply, agent_reply, CAST(:patterns AS text[]),
                                             CAST(:pairedPatterns AS text[]), CAST(:plainPatterns AS text[]))
              ELSE (SELECT search_matches(text, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]))
                    FROM feedback_search WHERE feedback_id = feedback.id)
          END
    OFFSET 0
) AS matching
LIMIT :count
