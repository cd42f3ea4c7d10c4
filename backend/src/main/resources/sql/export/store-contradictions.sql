-- Stores that training prompts were compared, and which are contradicted by a newer verdict.
-- In: those that were compared; parallel arrays of the older and the newer of each pair.
WITH pair AS (
    SELECT DISTINCT ON (older) older, newer FROM unnest($2::uuid[], $3::uuid[]) AS pair (older, newer) ORDER BY older, newer
), found AS (
    -- By a join: an OR of two lists would read the whole table.
    SELECT either.id, compared.id IS NOT NULL AS is_compared, newer
    FROM (SELECT unnest($1::uuid[]) AS id) AS compared FULL JOIN pair ON pair.older = compared.id
    CROSS JOIN LATERAL (SELECT coalesce(compared.id, pair.older)) AS either (id)
), held AS MATERIALIZED (
    SELECT found.id, is_compared, newer FROM curated_prompts JOIN found USING (id) ORDER BY found.id FOR UPDATE OF curated_prompts
)
UPDATE curated_prompts AS stored
SET compared = stored.compared OR held.is_compared, contradicted_by = coalesce(held.newer, stored.contradicted_by)
FROM held
WHERE stored.id = held.id
