-- The filters that need no look at the texts, on a row of feedback.
-- In: as matching.sql says.
      AND (CAST(:useful AS boolean) IS NULL OR useful = CAST(:useful AS boolean))
      AND (CAST(:channels AS text[]) IS NULL OR coalesce(channel, '') = ANY (CAST(:channels AS text[])))
      AND (CAST(:models AS text[]) IS NULL OR coalesce(model, '') = ANY (CAST(:models AS text[])))
      AND (CAST(:reasons AS text[]) IS NULL OR NOT useful AND coalesce(reason, '') = ANY (CAST(:reasons AS text[])))
      AND (CAST(:reply AS bytea) IS NULL OR ai_reply_id = CAST(:reply AS bytea))
      AND (CAST(:onMessage AS uuid) IS NULL OR message_id = CAST(:onMessage AS uuid))
      AND (CAST(:agent AS text) IS NULL OR agent_id = CAST(:agent AS text))
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
                                    AND reserved_until > statement_timestamp())
                      AND (CAST(:toReview AS text) = 'SKIPPED')
                          = EXISTS (SELECT FROM review_skips AS skipped
                                    WHERE skipped.id = feedback.id AND skipped.reviewer = CAST(:reviewer AS text))))
