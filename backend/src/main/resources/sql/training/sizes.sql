-- How many bytes of text training prompts show. In: ids.
SELECT id, octet_length(prompt)
FROM training_prompts
WHERE id = ANY (CAST(:ids AS uuid[]))
