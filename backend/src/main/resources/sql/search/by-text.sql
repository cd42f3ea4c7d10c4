-- Feedback that may hold a text, newest first: day by day; but if three days held none, all that is older at once unless
-- that is much, as a lookup costs the same however little it finds; later month by month. Out of the index and the tail.
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
), anywhere AS MATERIALIZED (
    SELECT feedback_id AS id, occurred_at
    FROM feedback_search
    WHERE text LIKE lower(:rareWord) AND text LIKE lower(:text)
), few AS MATERIALIZED (
    -- Read no further than this, and not before somebody asks.
    SELECT * FROM anywhere LIMIT 1001
), known AS MATERIALIZED (
    -- Looking everywhere takes a second where the text's trigrams are frequent: not for what turns up every few days.
    SELECT CASE
               WHEN EXISTS (
                   SELECT FROM period CROSS JOIN LATERAL (
                       SELECT FROM feedback_search
                       WHERE day = period.day AND text LIKE lower(:rareWord) AND text LIKE lower(:text)
                       OFFSET 0
                   ) AS recent
                   WHERE place <= 3)
               THEN false
               ELSE (SELECT count(*) <= 1000 FROM few)
           END AS whole
), candidate AS MATERIALIZED (
    SELECT found.id, found.indexed
    FROM (
        SELECT *, CASE WHEN place <= 3 THEN false ELSE (SELECT whole FROM known) END AS at_once FROM period OFFSET 0
    ) AS period CROSS JOIN LATERAL (
        SELECT feedback_id AS id, occurred_at, true AS indexed
        FROM feedback_search
        WHERE NOT period.at_once AND day = period.day AND text LIKE lower(:rareWord) AND text LIKE lower(:text)
        UNION ALL
        SELECT feedback_id, occurred_at, true
        FROM feedback_search
        WHERE NOT period.at_once AND month = period.month AND occurred_at < period.before
          AND text LIKE lower(:rareWord) AND text LIKE lower(:text)
        UNION ALL
        SELECT id, occurred_at, true
        FROM few
        WHERE period.at_once AND place = 4 AND occurred_at < period.before
        UNION ALL
        SELECT id, occurred_at, false
        FROM tail
        WHERE occurred_at < period.before
          AND CASE WHEN period.at_once THEN place = 4 ELSE occurred_at >= period.first END
        ORDER BY occurred_at DESC, id DESC
    ) AS found
    WHERE (found.occurred_at, found.id) < (CAST(:startAt AS timestamptz), CAST(:startId AS uuid))
)
