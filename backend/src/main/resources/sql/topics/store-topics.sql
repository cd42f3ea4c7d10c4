-- Stores topics as a regrouping left them.
-- In: their ids, names and typical messages; whether each is named by a person.
INSERT INTO topics AS stored (id, name, typical_message_id)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[])
ON CONFLICT ON CONSTRAINT topics_pkey DO UPDATE
    SET name = CASE WHEN stored.named_by_person THEN stored.name ELSE excluded.name END,
        typical_message_id = excluded.typical_message_id, unnamed = false
    WHERE (stored.name, stored.typical_message_id, stored.unnamed)
        IS DISTINCT FROM (excluded.name, excluded.typical_message_id, false)
