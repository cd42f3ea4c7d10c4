-- As correct-feedback-daily.sql, for the verdicts on prompts: each prompt that had examples counts once, by its newest verdict.
-- What was asked for can't be recounted, as prompts without a verdict are forgotten; those days stay as they were counted.
WITH newest AS (
    SELECT DISTINCT ON (prompt_id) held_out, reporting_day(occurred_at, $1) AS day, coalesce(feedback.channel, '') AS channel,
           coalesce(feedback.model, '') AS model, feedback.useful, feedback.overridden
    FROM feedback JOIN learned_prompts AS prompt ON prompt.id = prompt_id AND had_examples
    WHERE prompt_id IS NOT NULL
    ORDER BY prompt_id, occurred_at DESC, feedback.id DESC
), counted AS (
    SELECT day, channel, model, held_out, count(*) AS total, count(*) FILTER (WHERE useful) AS useful,
           count(*) FILTER (WHERE overridden) AS overridden
    FROM newest
    GROUP BY day, channel, model, held_out
), stored AS (
    SELECT day, channel, model, held_out, sum(total) AS total, sum(useful) AS useful, sum(overridden) AS overridden
    FROM prompt_daily
    GROUP BY day, channel, model, held_out
), difference AS (
    SELECT *
    FROM (SELECT day, channel, model, held_out,
                 coalesce(counted.total, 0) - coalesce(stored.total, 0) AS total,
                 coalesce(counted.useful, 0) - coalesce(stored.useful, 0) AS useful,
                 coalesce(counted.overridden, 0) - coalesce(stored.overridden, 0) AS overridden
          FROM counted FULL JOIN stored USING (day, channel, model, held_out)) AS compared
    WHERE (total, useful, overridden) <> (0, 0, 0)
), corrected AS (
    INSERT INTO prompt_daily AS stored (day, channel, model, held_out, slot, asked, total, useful, overridden)
    SELECT day, channel, model, held_out, -1, 0, total, useful, overridden
    FROM difference
    ON CONFLICT ON CONSTRAINT prompt_daily_pkey DO UPDATE
        SET total = stored.total + excluded.total, useful = stored.useful + excluded.useful,
            overridden = stored.overridden + excluded.overridden
)
SELECT count(*) AS counters,
       coalesce(sum(greatest(abs(total), abs(useful), abs(overridden))), 0)::bigint AS feedback
FROM difference
