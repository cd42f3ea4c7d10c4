-- Takes away what was made of a message's words in its topics; what its training prompts kept of earlier wordings counts too.
-- In: the message's id, erased by this transaction; its text and its topic, as they were, or null.
SELECT take_back_topic_names(
    concat_ws(E'\n', $2::text, (
        SELECT string_agg(prompt, E'\n')
        FROM training_prompts
        WHERE id IN (SELECT id FROM feedback WHERE message_id = $1))),
    $3::uuid)
