-- Moves feedback to its day in another zone; triggers move the counters by topic. In: the zone.
UPDATE topic_feedback SET day = reporting_day(occurred_at, $1) WHERE day <> reporting_day(occurred_at, $1)
