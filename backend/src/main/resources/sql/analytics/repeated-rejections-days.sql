-- Which days of the window have repeated rejections, and the version of each day's counters.
-- In: the reporting zone; first and last day, as in counted-days.sql.
SELECT day, version::text AS version
FROM asked_days($1, $2, $3) JOIN repeated_rejections_days ON day BETWEEN first_day AND last_day
