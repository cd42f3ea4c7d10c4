-- Finds out that the database was restored into a server that has counted fewer transactions than the one it came from:
-- what is written from here on would pass for placed. All feedback is looked at anew; what is in place stays there.
UPDATE topic_progress
SET changed_in = DEFAULT, feedback_id = DEFAULT, reworded_in = DEFAULT, message_id = DEFAULT
WHERE greatest(changed_in, reworded_in) >= pg_snapshot_xmax(pg_current_snapshot())
;
-- Vectors with such a mark would be followed by nobody until the server has counted as far.
UPDATE message_topics SET vector_changed_in = pg_current_xact_id()
WHERE vector_changed_in >= pg_snapshot_xmax(pg_current_snapshot())
