-- Training prompts with their texts and reviews, and why some are left out of a file.
-- In: as conditions.sql, with search_finds' patterns; validation, whether those of the validation split (null: both); alike, how
-- many of a kind are kept.
-- Out: cause, null where it is in the file; correction, the reply that is taught where the AI's was wrong; masked_*, null where the
-- text is as it is stored, and where it was not looked at yet (is_waiting).
WITH standing AS NOT MATERIALIZED (
    SELECT feedback.id, feedback.message_id, feedback.occurred_at, feedback.useful, feedback.ai_reply, feedback.agent_reply,
           feedback.context, prompt.prompt, prompt.created_at, prompt.updated_at, coalesce(reviewed.review, 'PENDING') AS review,
           reviewed.reviewed_at, reviewed.edited,
           CASE WHEN NOT feedback.useful THEN coalesce(reviewed.edited, CASE WHEN feedback.overridden THEN feedback.agent_reply END) END AS correction,
           curated.id IS NULL AS is_waiting, curated.kind, curated.message AS masked_message,
           curated.ai_reply AS masked_ai_reply, curated.agent_reply AS masked_agent_reply, curated.context AS masked_context,
           CASE
               WHEN reviewed.review = 'EXCLUDED' AND CAST(:reviews AS text[]) IS NULL THEN 'EXCLUDED'
               WHEN feedback.by_public_key AND reviewed.review IS DISTINCT FROM 'APPROVED' THEN 'UNTRUSTED'
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
           END AS unfit
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
    JOIN training_prompts AS prompt ON prompt.id = feedback.id
    LEFT JOIN curated_prompts AS curated ON curated.id = feedback.id AND curated.verdict_digest = feedback.verdict_digest
    LEFT JOIN LATERAL (
        SELECT CASE WHEN is_current OR training_reviews.review = 'EXCLUDED' THEN training_reviews.review ELSE 'PENDING' END AS review,
               CASE WHEN is_current THEN taught_reply END AS edited, reviewed_at
        FROM training_reviews
        CROSS JOIN LATERAL (SELECT prompt_digest = sha256(convert_to(prompt.prompt, 'UTF8')) AS is_current) AS text
        WHERE training_reviews.id = feedback.id
    ) AS reviewed ON true
), duplicates AS (
    -- A CASE for IS NULL, as in texts.sql. Only of what is there more often than is kept: numbering a million rows would take longer than reading them.
    SELECT id
    FROM (SELECT id, row_number() OVER (PARTITION BY kind ORDER BY occurred_at DESC, id DESC) AS place
          FROM standing
          WHERE CASE WHEN unfit IS NULL THEN true ELSE false END
            AND kind IN (SELECT kind FROM curated_prompts GROUP BY kind HAVING count(*) > :alike)) AS numbered
    WHERE place > :alike
)
SELECT standing.*, CASE WHEN duplicates.id IS NOT NULL THEN 'DUPLICATE' ELSE unfit END AS cause
FROM standing
LEFT JOIN duplicates ON duplicates.id = standing.id
