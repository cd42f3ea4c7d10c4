-- Why: an agent who asks for it is taken out of all verdicts, and a retry must not bring them back.
-- Locks: none on tables that were there before.

CREATE TABLE forgotten_agents (
    agent_hash   bytea       PRIMARY KEY,
    agent_id     text,
    requested_at timestamptz NOT NULL DEFAULT now(),
    looked_up_to uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    CHECK (agent_hash <> '')
);
COMMENT ON TABLE forgotten_agents IS 'Agents whose id is taken out of feedback, and out of what comes later';
COMMENT ON COLUMN forgotten_agents.agent_hash IS 'agent_hash() of the id';
COMMENT ON COLUMN forgotten_agents.agent_id IS 'the id itself while feedback is looked through; null once that is done';
COMMENT ON COLUMN forgotten_agents.looked_up_to IS 'the feedback up to which it is taken out, by id';
CREATE INDEX forgotten_agents_unfinished ON forgotten_agents (requested_at) WHERE agent_id IS NOT NULL;

-- Every instance shares one secret, made with the schema: without it nobody can try names out.
INSERT INTO deployment_secrets (name, secret)
VALUES ('agent-hashes', sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

CREATE FUNCTION agent_hash(agent_id text) RETURNS bytea
    LANGUAGE sql STABLE AS
$$
SELECT sha256(secret || convert_to(agent_id, 'UTF8')) FROM deployment_secrets WHERE name = 'agent-hashes'
$$;
COMMENT ON FUNCTION agent_hash IS 'What is remembered of an agent whose id is forgotten';
