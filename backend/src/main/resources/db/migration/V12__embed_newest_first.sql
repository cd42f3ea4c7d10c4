-- Why: the newest feedback is embedded first, so the order of embedding is no longer that of writing, by which the newest
-- messages are found. Rows of before keep their order, as the oldest.
-- Locks: message_topics while its indexes are made, seconds for a million messages.

ALTER TABLE message_topics ADD COLUMN written_at timestamptz NOT NULL DEFAULT '0001-01-01 00:00:00+00';
COMMENT ON COLUMN message_topics.written_at IS 'message_at of the text that was embedded';
COMMENT ON COLUMN message_topics.number IS 'the order in which the messages were embedded; between equal times the later one counts as newer';

DROP INDEX message_topics_of_topic;
CREATE INDEX message_topics_of_topic ON message_topics (topic_id, written_at, number);
CREATE INDEX message_topics_latest ON message_topics (model, written_at, number);

CREATE OR REPLACE FUNCTION take_back_topic_names(erased text, own_topic uuid) RETURNS void
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
              SELECT message_id
              FROM message_topics
              WHERE topic_id = doubtful.id
              ORDER BY written_at DESC, number DESC
              LIMIT 1000
          ) AS member JOIN customer_messages ON customer_messages.id = member.message_id
          WHERE (SELECT bool_and(position(word IN lower(message)) > 0) FROM unnest(doubtful.words) AS word)
      );
$$;
