-- Stores that training prompts were compared, and which are contradicted by a newer verdict.
-- In: those that were compared; parallel arrays of the older and the newer of each pair.
WITH pair AS (
    SELECT DISTINCT ON (older) older, newer FROM unnest($2::uuid[], $3::uuid[]) AS pair (older, newer) ORDER BY older, newer
), held AS MATERIALIZED (
    SELECT id FROM curated_prompts WHERE id = ANY ($1) OR id IN (SELECT older FROM pair) ORDER BY id FOR UPDATE
)
UPDATE curated_prompts AS stored
SET compared = stored.compared OR stored.id = ANY ($1),
    contradicted_by = coalesce((SELECT newer FROM pair WHERE older = stored.id), contradicted_by)
FROM held
WHERE stored.id = held.id
