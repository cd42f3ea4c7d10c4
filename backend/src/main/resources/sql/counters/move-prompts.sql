-- Moves what prompts count for to its day in another zone. In: the zone.
UPDATE learned_prompts AS prompt SET day = reporting_day(occurred_at, $1)
FROM feedback
WHERE feedback.id = prompt.feedback_id AND day <> reporting_day(occurred_at, $1)
