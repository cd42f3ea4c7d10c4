-- Takes names back that no stored message accounts for, where one of the messages that they were made from was erased.
-- In: these messages' ids.
SELECT take_back_topic_names(NULL, NULL)
WHERE EXISTS (SELECT FROM customer_messages WHERE id = ANY ($1::uuid[]) AND message IS NULL)
