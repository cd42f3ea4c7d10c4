-- Feedback that holds every word of a search, newest first: day by day; but where a word is rare, all that is older at once;
-- later month by month. Out of the index and the tail.
-- In: patterns, pairedPatterns and plainPatterns, as in search_finds; rareWord, the pattern of one word that is
-- long or has digits. The index looks for that first: for every word it would read every place of each frequent one.
, tail AS MATERIALIZED (
    SELECT tail.id, tail.occurred_at
    FROM behind CROSS JOIN LATERAL (
        SELECT feedback.id, occurred_at, message, ai_reply, agent_reply
        FROM feedback JOIN customer_messages ON customer_messages.id = message_id
        WHERE feedback.id = behind.id
        OFFSET 0
    ) AS tail
    WHERE search_finds(message, ai_reply, agent_reply, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]), CAST(:plainPatterns AS text[]))
), anywhere AS MATERIALIZED (
    SELECT feedback_id AS id, occurred_at
    FROM feedback_search
    WHERE text LIKE :rareWord AND search_matches(text, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]))
), few AS MATERIALIZED (
    -- Read no further than this, and not before a search asks for it.
    SELECT * FROM anywhere LIMIT 1001
), recent AS MATERIALIZED (
    SELECT FROM period CROSS JOIN LATERAL (
        SELECT FROM feedback_search
        WHERE day = period.day AND text LIKE :rareWord
          AND search_matches(text, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]))
        OFFSET 0
    ) AS recent
    WHERE place <= 3
    LIMIT 10
), known AS MATERIALIZED (
    -- Looking everywhere takes a second where the text's trigrams are frequent: not for what turns up several times a day.
    SELECT CASE WHEN (SELECT count(*) FROM recent) = 10 THEN false ELSE (SELECT count(*) <= 1000 FROM few) END AS whole
), candidate AS MATERIALIZED (
    SELECT found.id, found.indexed, true AS text_matches
    FROM (
        SELECT *, CASE WHEN place <= 3 THEN false ELSE (SELECT whole FROM known) END AS at_once FROM period OFFSET 0
    ) AS period CROSS JOIN LATERAL (
        SELECT feedback_id AS id, occurred_at, true AS indexed
        FROM feedback_search
        WHERE NOT period.at_once AND day = period.day AND text LIKE :rareWord
          AND search_matches(text, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]))
        UNION ALL
        SELECT feedback_id, occurred_at, true
        FROM feedback_search
        WHERE NOT period.at_once AND month = period.month AND occurred_at < period.before AND text LIKE :rareWord
          AND search_matches(text, CAST(:patterns AS text[]), CAST(:pairedPatterns AS text[]))
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
    WHERE (found.occurred_at, found.id) < ((SELECT at FROM start), (SELECT id FROM start))
)
