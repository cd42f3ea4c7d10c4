-- In: the model.
-- Out: the corrections' version, and how many messages the last regrouping knew, and when it was; how many there are now.
SELECT version, regrouped_messages, regrouped_at,
       (SELECT count(*) FROM message_topics WHERE model = $1) AS messages,
       EXISTS (SELECT FROM message_topics WHERE model <> $1) AS has_other_models
FROM topic_progress
