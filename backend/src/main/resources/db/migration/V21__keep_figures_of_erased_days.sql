-- Why: messages are erased by age, and their figures may stay: a plain number tells nothing of anybody.
-- Locks: none on tables that were there before.

CREATE TABLE retired_daily (
    day        date   NOT NULL,
    channel    text   NOT NULL,
    model      text   NOT NULL,
    total      bigint NOT NULL,
    useful     bigint NOT NULL,
    overridden bigint NOT NULL,
    CONSTRAINT retired_daily_pkey PRIMARY KEY (day, channel, model)
);
COMMENT ON TABLE retired_daily IS 'What feedback_daily still counts of feedback that was erased for its age: a recount adds it, in whatever zone';
COMMENT ON COLUMN retired_daily.day IS 'in the zone of when it was erased';

CREATE TABLE retired_rejected_daily (
    day        date   NOT NULL,
    channel    text   NOT NULL,
    model      text   NOT NULL,
    reason     text   NOT NULL,
    total      bigint NOT NULL,
    overridden bigint NOT NULL,
    CONSTRAINT retired_rejected_daily_pkey PRIMARY KEY (day, channel, model, reason)
);
COMMENT ON TABLE retired_rejected_daily IS 'The same of rejected_daily';
