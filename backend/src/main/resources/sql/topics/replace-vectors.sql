-- Replaces the vectors of another model; the messages stay in their topics.
-- In: the model; the messages' ids, vectors and texts' digests.
-- Out: a row for each that was replaced.
UPDATE message_topics SET model = $1, vector = given.vector, vector_changed_in = pg_current_xact_id()
FROM unnest($2::uuid[], $3::bytea[], $4::bytea[]) AS given (id, vector, digest)
WHERE message_id = given.id AND text_digest = given.digest
RETURNING message_id
