-- How many bytes of text training prompts show. In: ids.
SELECT id, octet_length(prompt) + coalesce(octet_length(taught_reply), 0) + coalesce(octet_length(edited_reply), 0)
FROM reviewed_training_prompts
WHERE id = ANY (CAST(:ids AS uuid[]))
