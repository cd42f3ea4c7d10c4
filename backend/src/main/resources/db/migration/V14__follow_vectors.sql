-- Why: every instance keeps the messages' vectors in memory, to find examples for a prompt, and follows what is embedded. As
-- with feedback_changed: no transaction below a snapshot's xmin is still to come, so a reader of this order skips nothing.
-- Locks: message_topics while the index is made, seconds for a million messages.

ALTER TABLE message_topics ADD COLUMN vector_changed_in xid8 NOT NULL DEFAULT '0';
ALTER TABLE message_topics ALTER COLUMN vector_changed_in SET DEFAULT pg_current_xact_id();
COMMENT ON COLUMN message_topics.vector_changed_in IS 'the transaction that last wrote the vector; 0 for those of before this column';
CREATE INDEX message_topics_vector_changed ON message_topics (vector_changed_in, message_id);
