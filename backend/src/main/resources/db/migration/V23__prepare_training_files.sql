-- Why: a training file leaves out what would teach nothing or the wrong thing, and names no person. What that takes is found out
-- behind the intake, once for each verdict, so that an export only reads.
-- Locks: training_prompts, for the moment that a foreign key takes.

CREATE TABLE curated_prompts (
    id              uuid    CONSTRAINT curated_prompts_pkey PRIMARY KEY,
    verdict_digest  bytea   NOT NULL,
    -- Masked texts stand here only where they differ from what is stored; what the customer wrote, also without personal data.
    message         text,
    ai_reply        text,
    agent_reply     text,
    context         text,
    kind            bigint  NOT NULL,
    message_key     bigint  NOT NULL,
    right_key       bigint,
    wrong_key       bigint,
    same_sides      boolean NOT NULL,
    no_reply        boolean NOT NULL,
    compared        boolean NOT NULL DEFAULT false,
    contradicted_by uuid,
    CONSTRAINT curated_prompts_prompt_fkey FOREIGN KEY (id) REFERENCES training_prompts (id) ON DELETE CASCADE
);
COMMENT ON TABLE curated_prompts IS 'What was found out about training prompts for training files';
COMMENT ON COLUMN curated_prompts.verdict_digest IS 'of the verdict that was looked at; of another the row tells nothing';
COMMENT ON COLUMN curated_prompts.message IS 'what the customer wrote now, masked; null: the message as it is stored';
COMMENT ON COLUMN curated_prompts.kind IS 'the same for verdicts that say the same but for names, numbers, case and punctuation';
COMMENT ON COLUMN curated_prompts.right_key IS 'of the reply that it calls right, likewise; wrong_key of the one that it calls wrong';
COMMENT ON COLUMN curated_prompts.same_sides IS 'the agent''s reply is the AI''s but for spaces and case';
COMMENT ON COLUMN curated_prompts.no_reply IS 'the right reply is none: one word, a link alone, a pointer to a ticket';
COMMENT ON COLUMN curated_prompts.contradicted_by IS 'a newer verdict on the same reply that says the opposite';
CREATE INDEX curated_prompts_right ON curated_prompts (right_key, id) WHERE right_key IS NOT NULL;
CREATE INDEX curated_prompts_wrong ON curated_prompts (wrong_key, id) WHERE wrong_key IS NOT NULL;
CREATE INDEX curated_prompts_uncompared ON curated_prompts (id) WHERE NOT compared;

CREATE TABLE curation_progress (
    changed_in  xid8 NOT NULL,
    feedback_id uuid NOT NULL
);
COMMENT ON TABLE curation_progress IS 'One row: up to which change of feedback training prompts were looked at';
INSERT INTO curation_progress VALUES ('0', '00000000-0000-0000-0000-000000000000');

-- What the customer wrote as the agent saw it: the message itself may have another text by now. The text is built around it,
-- so its place follows from the lengths of the rest (TrainingPromptBuilder).
CREATE FUNCTION customer_message_of(prompt text, ai_reply text, useful boolean, agent_reply text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN substr(prompt, 19, length(prompt) - length(ai_reply) - CASE
        WHEN useful THEN 124
        ELSE 123 + CASE WHEN coalesce(agent_reply, '') = '' THEN 0 ELSE 20 + length(agent_reply) END END);
COMMENT ON FUNCTION customer_message_of IS 'The customer message in a training prompt, given the rest that it was built of';

CREATE FUNCTION in_validation_split(message_id uuid) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (get_byte(sha256(uuid_send(message_id)), 0) * 256 + get_byte(sha256(uuid_send(message_id)), 1)) % 10 = 0;
COMMENT ON FUNCTION in_validation_split IS
    'Whether a message is in the tenth that checks what was learned: the first two bytes of its id''s SHA-256, as a number, end in 0';
