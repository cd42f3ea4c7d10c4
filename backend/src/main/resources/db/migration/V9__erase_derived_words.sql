-- Why: words of an erased message survived in the name of its topic, and in what PostgreSQL keeps of columns to plan by.
-- Locks: topics for a moment; the tables below in SHARE UPDATE EXCLUSIVE, beside which reads and writes go on.

ALTER TABLE topics ADD COLUMN unnamed boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN topics.unnamed IS 'its name was taken back with a message''s words: the next regrouping names it anew';

-- A name that nobody gave by hand is made of customers' words. It stays as long as one of the topic's messages holds all of
-- them; the newest thousand are looked at.
-- In: what was erased, null where that is not known; the topic that the erased message was in, or null.
CREATE FUNCTION take_back_topic_names(erased text, own_topic uuid) RETURNS void
LANGUAGE sql AS $$
    WITH named AS MATERIALIZED (
        SELECT id, array_remove(regexp_split_to_array(lower(name), '[\s!-/:-@\[-`{-~…“”„«»‘’–—]+'), '') AS words
        FROM topics
        WHERE NOT named_by_person AND NOT unnamed
    ), doubtful AS MATERIALIZED (
        SELECT id, words
        FROM named
        WHERE erased IS NULL
           OR id = own_topic
           OR EXISTS (SELECT FROM unnest(words) AS word WHERE position(word IN lower(erased)) > 0)
    )
    UPDATE topics SET name = 'Unnamed topic ' || right(topics.id::text, 6), unnamed = true
    FROM doubtful
    WHERE topics.id = doubtful.id
      AND NOT EXISTS (
          SELECT
          FROM (
              SELECT message_id FROM message_topics WHERE topic_id = doubtful.id ORDER BY number DESC LIMIT 1000
          ) AS member JOIN customer_messages ON customer_messages.id = member.message_id
          WHERE (SELECT bool_and(position(word IN lower(message)) > 0) FROM unnest(doubtful.words) AS word)
      );
$$;
COMMENT ON FUNCTION take_back_topic_names IS 'takes away the names of topics that no stored message accounts for any more';

SELECT take_back_topic_names(NULL, NULL);

-- A reply that was rejected at least twice is known by the digest of its text; once it has no rejection any more, it goes.
CREATE INDEX repeated_rejections_daily_of_reply ON repeated_rejections_daily (reply);
COMMENT ON TABLE repeated_replies IS 'AI replies that were rejected at least twice; who is in stays in until its last rejection goes';
WITH gone AS MATERIALIZED (
    SELECT number
    FROM repeated_replies
    WHERE NOT EXISTS (SELECT FROM feedback WHERE feedback.ai_reply_id = repeated_replies.ai_reply_id AND NOT useful)
      AND NOT EXISTS (SELECT FROM rejection_journal WHERE rejection_journal.ai_reply_id = repeated_replies.ai_reply_id)
), counters AS (
    DELETE FROM repeated_rejections_daily WHERE reply IN (SELECT number FROM gone)
)
DELETE FROM repeated_replies WHERE number IN (SELECT number FROM gone);

-- The planner's statistics hold values as they are, and outlive their rows until the next ANALYZE. Nothing is planned by
-- what people wrote.
DO $$
DECLARE
    texts record;
BEGIN
    FOR texts IN
        SELECT * FROM (VALUES
            ('customer_messages', 'message'), ('feedback', 'ai_reply'), ('feedback', 'agent_reply'), ('feedback', 'comment'),
            ('feedback', 'agent_id'), ('training_prompts', 'prompt'), ('feedback_search', 'text'), ('topics', 'name'),
            ('message_topics', 'vector'), ('message_topics', 'text_digest')) AS named (in_table, in_column)
    LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET STATISTICS 0', texts.in_table, texts.in_column);
        PERFORM pg_clear_attribute_stats(current_schema()::text, texts.in_table, texts.in_column, false);
    END LOOP;
END $$;
