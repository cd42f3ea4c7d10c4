-- Topics by how much feedback in them was not useful in the last 90 days, the most first; those without any are left out.
-- In: the reporting zone.
SELECT topic_id
FROM topic_daily
WHERE day > reporting_day(now(), $1) - 90 AND topic_id IS NOT NULL
GROUP BY topic_id
HAVING sum(total - useful) > 0
ORDER BY sum(total - useful) DESC, topic_id
