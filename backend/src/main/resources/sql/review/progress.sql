-- How far reviewers are.
-- In: the reviewer's window; the reviewer; the reporting zone.
SELECT (SELECT count(*)::integer FROM review_reservations WHERE reviewer <> $1 AND reserved_until > now()) AS reserved_by_others,
       (SELECT count(*)::integer FROM training_reviews
        WHERE reviewer = $2 AND reviewed_at >= (reporting_day(now(), $3)::timestamp AT TIME ZONE $3)) AS done_today
