-- How often agents replaced each case's AI replies on the days that are compared: every case of override-cases.sql, whatever
-- its place, and of hidden topics too, so that hiding one changes no other case's figures.
-- In: the reporting zone; the window's first and last day, and its first and last day that are compared ($9, $10) with those
-- from $11 to $12; channels, models and reasons, the topics, and whether feedback in none is asked for, as in
-- override-cases.sql ($4 to $8).
-- Out: a row a case: its overrides on either side, and all of its topic.
WITH replaced AS (
    SELECT placed.topic_id, placed.day,
           override_wording(feedback.ai_reply) AS wording
    FROM topic_feedback AS placed
    JOIN feedback ON feedback.id = placed.feedback_id
    WHERE placed.overridden
      -- A day wide on either side lets the index serve; the reporting day then decides.
      AND placed.occurred_at >= ($11::date - 1)::timestamp AT TIME ZONE $1
      AND placed.occurred_at < ($3::date + 2)::timestamp AT TIME ZONE $1
      AND (placed.day BETWEEN $2::date AND $3::date OR placed.day BETWEEN $11::date AND $12::date)
      AND ($4::text[] IS NULL OR placed.channel = ANY ($4::text[]))
      AND ($5::text[] IS NULL OR placed.model = ANY ($5::text[]))
      AND ($6::text[] IS NULL OR placed.reason = ANY ($6::text[]))
      AND ($7::uuid[] IS NULL OR placed.topic_id = ANY ($7::uuid[]) OR $8::boolean AND placed.topic_id IS NULL)
), counted AS (
    SELECT topic_id, wording, count(*) FILTER (WHERE day BETWEEN $2::date AND $3::date) AS in_window,
           count(*) FILTER (WHERE day BETWEEN $9::date AND $10::date) AS current,
           count(*) FILTER (WHERE day BETWEEN $11::date AND $12::date) AS previous
    FROM replaced
    GROUP BY topic_id, wording
), of_topics AS (
    SELECT counted.*, (sum(current) OVER of_topic)::bigint AS current_of_topic,
           (sum(previous) OVER of_topic)::bigint AS previous_of_topic
    FROM counted
    WINDOW of_topic AS (PARTITION BY topic_id)
)
SELECT topic_id, wording, current, previous, current_of_topic, previous_of_topic
FROM of_topics
WHERE in_window > 1
