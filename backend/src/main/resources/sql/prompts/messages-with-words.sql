-- Messages of the last three months that share words with a new one, the newest found first; for want of vectors.
-- In: the new message's text, as much of it as is looked at; how many words are looked for; how many messages at most.
-- Out: a message's id, and which share of the words stand in its text or its replies.
WITH word AS MATERIALIZED (
    SELECT DISTINCT text
    FROM regexp_split_to_table(search_fold($1, false), '[^[:alnum:]]+') AS split (text)
    WHERE char_length(text) >= 4
    ORDER BY text
), chosen AS MATERIALIZED (
    SELECT text FROM word ORDER BY char_length(text) DESC, text LIMIT $2
), found AS MATERIALIZED (
    SELECT feedback_id, occurred_at,
           (SELECT count(*) FROM chosen WHERE position(chosen.text IN feedback_search.text) > 0)::float8
               / (SELECT count(*) FROM chosen) AS share
    FROM feedback_search
    WHERE month IN (SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => back))::date
                    FROM generate_series(0, 2) AS back)
      AND text LIKE ANY (ARRAY(SELECT '%' || text || '%' FROM chosen))
)
SELECT message_id, max(share) AS share
FROM found JOIN feedback ON feedback.id = feedback_id
WHERE share >= 0.5
GROUP BY message_id
ORDER BY max(share) DESC, max(found.occurred_at) DESC
LIMIT $3
