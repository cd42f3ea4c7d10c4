-- The window's frequent override cases: within a topic, the AI replies that agents replaced. Replies that differ in letter
-- case, digits and white space alone are one case; a reply that is like no other of its topic is none.
-- In: the reporting zone; first and last day; channels, models and reasons, each null for all; the topics ($7; null: all);
-- whether feedback in none is asked for too ($8), which is in no case; how many cases ($9), and how many overrides of each
-- ($10).
-- Out: the window on every row; a row for each of a case's latest overrides, the most frequent case first. The AI reply is
-- the one that was replaced most often, null where none was replaced twice.
WITH bounds AS MATERIALIZED (
    SELECT today, first_day, last_day,
           CASE WHEN last_day - first_day < 1100 THEN (first_day - 1)::timestamp AT TIME ZONE $1 END AS earliest,
           (last_day + 2)::timestamp AT TIME ZONE $1 AS latest
    FROM asked_days($1, $2, $3)
), replaced AS MATERIALIZED (
    SELECT placed.topic_id, feedback.id, placed.occurred_at, feedback.ai_reply_id,
           override_wording(feedback.ai_reply) AS wording
    FROM topic_feedback AS placed
    JOIN topics ON topics.id = placed.topic_id AND NOT topics.hidden
    JOIN feedback ON feedback.id = placed.feedback_id
    WHERE placed.overridden
      AND placed.occurred_at >= (SELECT earliest FROM bounds) AND placed.occurred_at < (SELECT latest FROM bounds)
      AND placed.day BETWEEN (SELECT first_day FROM bounds) AND (SELECT last_day FROM bounds)
      AND ($4::text[] IS NULL OR placed.channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR placed.model = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR placed.reason = ANY ($6::text[]))
      AND ($7::uuid[] IS NULL OR placed.topic_id = ANY ($7::uuid[]) OR $8::boolean AND placed.topic_id IS NULL)
), wording AS (
    SELECT topic_id, wording, count(*) AS overrides, sum(count(*)) OVER (PARTITION BY topic_id)::bigint AS of_topic,
           max(occurred_at) AS last_at,
           CASE WHEN count(DISTINCT ai_reply_id) < count(*) THEN mode() WITHIN GROUP (ORDER BY ai_reply_id) END AS ai_reply_id
    FROM replaced
    GROUP BY topic_id, wording
), frequent AS (
    SELECT *
    FROM wording
    WHERE overrides > 1
    ORDER BY overrides DESC, last_at DESC, topic_id, wording
    LIMIT $9
), latest AS (
    SELECT frequent.*, replaced.id,
           row_number() OVER (PARTITION BY topic_id, wording ORDER BY replaced.occurred_at DESC, replaced.id DESC) AS place
    FROM frequent JOIN replaced USING (topic_id, wording)
), shown AS (
    SELECT latest.*, topics.name, left(feedback.agent_reply, 2000) AS agent_reply
    FROM latest
    JOIN topics ON topics.id = latest.topic_id
    JOIN feedback ON feedback.id = latest.id
    WHERE place <= $10
)
SELECT today, first_day, last_day, shown.topic_id, shown.name, shown.wording, shown.overrides, shown.of_topic,
       shown.ai_reply_id, shown.id AS feedback_id, shown.agent_reply
FROM bounds LEFT JOIN shown ON true
ORDER BY overrides DESC, last_at DESC, topic_id, wording, place
