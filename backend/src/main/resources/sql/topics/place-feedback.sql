-- Places feedback in the topic that its message has now; triggers keep the counters.
-- In: the feedback's ids.
WITH standing AS MATERIALIZED (
    SELECT feedback.id, feedback.message_id, topic_id, occurred_at, coalesce(channel, '') AS channel,
           coalesce(feedback.model, '') AS model, coalesce(reason, '') AS reason, useful,
           overridden
    FROM feedback JOIN message_topics ON message_topics.message_id = feedback.message_id
    WHERE feedback.id = ANY ($1::uuid[])
    ORDER BY feedback.id
    -- Not to be erased before it is there to be erased with it.
    FOR KEY SHARE OF feedback
)
INSERT INTO topic_feedback AS counted
    (feedback_id, message_id, topic_id, occurred_at, day, channel, model, reason, useful, overridden)
SELECT id, message_id, topic_id, occurred_at, reporting_day(occurred_at, (SELECT zone FROM reporting_zone)),
       channel, model, reason, useful, overridden
FROM standing
ON CONFLICT ON CONSTRAINT topic_feedback_pkey DO UPDATE
    SET topic_id = excluded.topic_id, occurred_at = excluded.occurred_at, day = excluded.day, channel = excluded.channel,
        model = excluded.model, reason = excluded.reason, useful = excluded.useful, overridden = excluded.overridden
    WHERE (counted.topic_id, counted.occurred_at, counted.day, counted.channel, counted.model, counted.reason,
           counted.useful, counted.overridden)
        IS DISTINCT FROM (excluded.topic_id, excluded.occurred_at, excluded.day, excluded.channel, excluded.model,
                          excluded.reason, excluded.useful, excluded.overridden)
