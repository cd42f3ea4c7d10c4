-- Notes the sentence model that all messages are to be embedded by.
-- In: the model.
UPDATE topic_progress SET model = $1 WHERE model IS DISTINCT FROM $1
