-- Feedback that may hold a text, newest first: period by period, out of the index and the tail.
-- In: text, a pattern for LIKE; rareWord, another, for one word of it. The index looks for that first: of a whole text it would
-- read every place of each frequent word.
, tail AS MATERIALIZED (
    SELECT tail.id, tail.occurred_at
    FROM behind CROSS JOIN LATERAL (
        SELECT feedback.id, occurred_at, message, ai_reply, agent_reply
        FROM feedback JOIN customer_messages ON customer_messages.id = message_id
        WHERE feedback.id = behind.id
        OFFSET 0
    ) AS tail
    WHERE lower(message) LIKE lower(:text) OR lower(ai_reply) LIKE lower(:text) OR lower(agent_reply) LIKE lower(:text)
), candidate AS MATERIALIZED (
    SELECT found.id, found.indexed
    FROM period CROSS JOIN LATERAL (
        SELECT feedback_id AS id, occurred_at, true AS indexed
        FROM feedback_search
        WHERE day = period.day AND text LIKE lower(:rareWord) AND text LIKE lower(:text)
        UNION ALL
        SELECT feedback_id, occurred_at, true
        FROM feedback_search
        WHERE month = period.month AND occurred_at < period.before
          AND text LIKE lower(:rareWord) AND text LIKE lower(:text)
        UNION ALL
        SELECT id, occurred_at, false
        FROM tail
        WHERE occurred_at >= period.first AND occurred_at < period.before
        ORDER BY occurred_at DESC, id DESC
    ) AS found
    WHERE (found.occurred_at, found.id) < (CAST(:startAt AS timestamptz), CAST(:startId AS uuid))
)
