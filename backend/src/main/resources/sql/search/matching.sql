-- Ends a statement that names candidates, newest first: those that match every filter, until there are enough. A candidate
-- out of the index counts only if the index still tells the truth about it; else the tail has it too.
-- In: useful, channels, models, reasons, reply, onMessage, agent, wording (of an override case), topics (with other: whether feedback in none is asked for too), fromDay,
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
      -- {conditions.sql}
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
