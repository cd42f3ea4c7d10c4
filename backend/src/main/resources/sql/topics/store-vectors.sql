-- Stores the vectors of messages that still have the text that was embedded, and the topics they were placed in.
-- In: the model; the messages' ids, vectors, texts' digests and topics.
-- Out: of each that was stored, its id, and whether it is new here.
INSERT INTO message_topics AS stored (message_id, model, vector, text_digest, topic_id, written_at)
SELECT customer_messages.id, $1, given.vector, given.digest, given.topic_id, customer_messages.message_at
FROM unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::uuid[]) AS given (id, vector, digest, topic_id)
JOIN customer_messages
    ON customer_messages.id = given.id AND sha256(convert_to(customer_messages.message, 'UTF8')) = given.digest
ORDER BY customer_messages.id
-- Not to be erased, or replaced, before its vector is there to be erased with it.
FOR SHARE OF customer_messages
ON CONFLICT ON CONSTRAINT message_topics_pkey DO UPDATE
    SET model = excluded.model, vector = excluded.vector, text_digest = excluded.text_digest, written_at = excluded.written_at,
        vector_changed_in = pg_current_xact_id(),
        topic_id = CASE WHEN stored.by_person THEN stored.topic_id ELSE excluded.topic_id END
RETURNING message_id, old.message_id IS NULL OR old.model <> $1 AS is_new
