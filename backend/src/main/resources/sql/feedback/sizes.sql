-- How many bytes of text feedback shows. In: ids.
SELECT feedback.id,
       octet_length(message) + octet_length(ai_reply) + coalesce(octet_length(agent_reply), 0)
           + coalesce(octet_length(comment), 0)
FROM feedback JOIN customer_messages ON customer_messages.id = message_id
WHERE feedback.id = ANY (CAST(:ids AS uuid[]))
