-- Ids of the training prompts of feedback in some topics, newest first.
-- In: topics, and other, whether those of feedback in none are asked for too; rating (null: any); last, the id after which
-- they are wanted (null: from the newest); count, how many.
SELECT training_prompts.id
FROM training_prompts JOIN topic_feedback AS placed ON placed.feedback_id = training_prompts.id
WHERE (placed.topic_id = ANY (CAST(:topics AS uuid[])) OR CAST(:other AS boolean) AND placed.topic_id IS NULL)
  AND (CAST(:rating AS integer) IS NULL OR rating = CAST(:rating AS integer))
  AND (CAST(:last AS uuid) IS NULL OR training_prompts.id < CAST(:last AS uuid))
ORDER BY training_prompts.id DESC
LIMIT :count
