-- The counters of the repeated replies on some days, packed: a row for each day, channel, model and reason.
-- In: the days. Out: parallel arrays, one element a reply.
SELECT day, channel, model, reason, array_agg(reply) AS replies, array_agg(total) AS totals,
       array_agg(overridden) AS overridden, array_agg((extract(epoch FROM last_at) * 1000000)::bigint) AS last_micros
FROM repeated_rejections_daily
WHERE day = ANY ($1) AND total > 0
GROUP BY day, channel, model, reason
