-- Erases the message's text and leaves its id, whether or not it was ever seen: feedback on it is refused from here on.
-- A statement of its own, before the one that deletes: that one must see what this one waited for.
INSERT INTO customer_messages (id) VALUES ($1)
ON CONFLICT (id) DO UPDATE SET message = NULL, message_at = NULL
