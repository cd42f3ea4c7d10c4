-- Which training prompts an export has, oldest first, and why others are left out.
-- In: as conditions.sql, with search_finds' patterns; validation, whether those of the validation split (null: both); alike, how
-- many of a kind are kept.
WITH standing AS (
    SELECT feedback.id, feedback.occurred_at, curated.kind, feedback.useful,
           NOT feedback.useful AND (overridden OR reviewed.edited IS NOT NULL) AS is_corrected,
           curated.id IS NULL AS is_waiting,
           CASE
               WHEN reviewed.review = 'EXCLUDED' AND CAST(:reviews AS text[]) IS NULL THEN 'EXCLUDED'
               WHEN by_public_key AND reviewed.review IS DISTINCT FROM 'APPROVED' THEN 'UNTRUSTED'
               WHEN curated.same_sides AND reviewed.edited IS NULL THEN 'SAME_SIDES'
               WHEN curated.no_reply AND reviewed.edited IS NULL THEN 'NO_REPLY'
               WHEN curated.contradicted_by IS NOT NULL
                    AND EXISTS (SELECT FROM feedback AS newer
                                JOIN curated_prompts AS opposite USING (id)
                                WHERE newer.id = curated.contradicted_by AND newer.occurred_at >= feedback.occurred_at
                                  AND NOT EXISTS (SELECT FROM training_reviews AS out_of_it
                                                  WHERE out_of_it.id = newer.id AND out_of_it.review = 'EXCLUDED')
                                  AND (opposite.right_key = curated.wrong_key OR opposite.wrong_key = curated.right_key))
                   THEN 'CONTRADICTED'
           END AS cause
    FROM (
        SELECT feedback.*
        FROM feedback
        WHERE true
          -- {conditions.sql}
          AND (CAST(:validation AS boolean) IS NULL OR CAST(:validation AS boolean) = in_validation_split(message_id))
          AND (CAST(:patterns AS text[]) IS NULL
               OR search_finds((SELECT message FROM customer_messages WHERE customer_messages.id = feedback.message_id), ai_reply,
                               agent_reply, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]), CAST(:plainPatterns AS text[])))
    ) AS feedback
    LEFT JOIN curated_prompts AS curated ON curated.id = feedback.id AND curated.verdict_digest = feedback.verdict_digest
    LEFT JOIN LATERAL (
        SELECT CASE WHEN is_current OR training_reviews.review = 'EXCLUDED' THEN training_reviews.review ELSE 'PENDING' END AS review,
               CASE WHEN is_current THEN taught_reply END AS edited
        FROM training_reviews
        CROSS JOIN LATERAL (
            SELECT prompt_digest = sha256(convert_to(prompt, 'UTF8')) AS is_current FROM training_prompts WHERE training_prompts.id = feedback.id
        ) AS text
        WHERE training_reviews.id = feedback.id
    ) AS reviewed ON true
), counted AS (
    SELECT *, CASE WHEN cause IS NULL AND kind IS NOT NULL
                   THEN row_number() OVER (PARTITION BY cause IS NULL AND kind IS NOT NULL, kind ORDER BY occurred_at DESC, id DESC)
              END AS place
    FROM standing
)
SELECT id, occurred_at, useful, is_corrected, is_waiting, CASE WHEN place > :alike THEN 'DUPLICATE' ELSE cause END AS cause
FROM counted
