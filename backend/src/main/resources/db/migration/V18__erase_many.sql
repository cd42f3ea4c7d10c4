-- Why: a person's messages are erased by one call, old ones by themselves, and agents are shown by pseudonyms.
-- Locks: none on tables that were there before.

CREATE TABLE erasures (
    id           uuid        PRIMARY KEY DEFAULT uuidv7(),
    requested_at timestamptz NOT NULL DEFAULT now(),
    requested_by text        NOT NULL,
    message_ids  uuid[]      NOT NULL,
    erased       integer     NOT NULL DEFAULT 0 CHECK (erased BETWEEN 0 AND cardinality(message_ids)),
    finished_at  timestamptz
);
COMMENT ON TABLE erasures IS 'Messages that are to be erased, one after the other, behind the intake';
COMMENT ON COLUMN erasures.erased IS 'how many of message_ids are, from the first on';
CREATE INDEX erasures_unfinished ON erasures (requested_at, id) WHERE finished_at IS NULL;

CREATE TABLE deployment_secrets (
    name   text  PRIMARY KEY,
    secret bytea NOT NULL
);
COMMENT ON TABLE deployment_secrets IS 'Random keys that all instances share: agent-pseudonyms';
