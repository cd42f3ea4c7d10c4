-- pgbench's script: the three inserts that one feedback is, in a transaction of their own. bench_text is an expression
-- over a constant, made by database.mjs: the same texts as in feedback.lua.
\set message random(1, 9000000000000000000)
\set verdict random(1, 100)
\set kind random(1, 100)
\if :kind <= 30
\set reply random_zipfian(1, 5000, 1.001)
\else
\set reply random(5001, 9000000000000000000)
\endif
BEGIN;
INSERT INTO customer_messages (id, message, message_at)
VALUES (gen_random_uuid(), bench_text(:message, 200), now())
RETURNING id AS message_id \gset
INSERT INTO feedback (message_id, ai_reply_id, ai_reply, useful, agent_reply, reason, agent_id, channel, model,
                      occurred_at, confirmed_at, verdict_digest)
SELECT CAST(:message_id AS uuid), sha256(convert_to(reply, 'UTF8')), reply, :verdict > 30,
       CASE WHEN :verdict <= 30 THEN bench_text(:message, 300) END, CASE WHEN :verdict <= 30 THEN 'INCORRECT' END,
       'agent-7', 'email', 'reply-5', now(), now(), decode(repeat('00', 32), 'hex')
FROM (SELECT 'Answer ' || CAST(:reply AS bigint) || '. ' || bench_text(:reply, 280) AS reply) AS text
RETURNING id AS feedback_id \gset
INSERT INTO training_prompts (id, message_id, prompt, rating)
VALUES (CAST(:feedback_id AS uuid), CAST(:message_id AS uuid),
        bench_text(:reply, CASE WHEN :verdict <= 30 THEN 1000 ELSE 650 END), CASE WHEN :verdict <= 30 THEN 0 ELSE 1 END);
COMMIT;
