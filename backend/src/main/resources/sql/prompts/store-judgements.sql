-- Stores judgements of what still is as it was judged; triggers keep the counters.
-- In: parallel arrays, one element a judgement: the feedback's id, the change that was judged (null for those of before there
-- were any), and what was found.
UPDATE topic_feedback AS judged
SET covered = given.covered, known = given.known, control_known = given.control_known, misled = given.misled
FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::boolean[], $5::boolean[], $6::boolean[])
    AS given (feedback_id, changed_in, covered, known, control_known, misled)
WHERE judged.feedback_id = given.feedback_id AND judged.covered IS NULL
  AND judged.changed_in IS NOT DISTINCT FROM given.changed_in::xid8
