-- Why: the dashboard's figures are counted when a verdict is written, not when somebody looks, so that what a read
-- costs grows with the days asked for and not with the feedback stored.

-- The zone the days below were counted in. A start with another one is refused.
CREATE TABLE reporting_zone (
    singleton boolean NOT NULL DEFAULT true,
    zone      text    NOT NULL,
    CONSTRAINT reporting_zone_pkey PRIMARY KEY (singleton),
    CONSTRAINT reporting_zone_is_one_row CHECK (singleton)
);

-- Writers add to the slot they own, readers add the slots up: no row that writers queue on. One slot may go below
-- zero (a verdict counted in one and taken back in another); their sum can't. '' stands for "has none".
CREATE TABLE feedback_daily (
    day        date     NOT NULL,
    channel    text     NOT NULL,
    model      text     NOT NULL,
    slot       smallint NOT NULL,
    total      bigint   NOT NULL,
    useful     bigint   NOT NULL,
    overridden bigint   NOT NULL,
    CONSTRAINT feedback_daily_pkey PRIMARY KEY (day, channel, model, slot)
);

-- The thumbs-down of feedback_daily, by the reason that was given.
CREATE TABLE rejected_daily (
    day        date     NOT NULL,
    channel    text     NOT NULL,
    model      text     NOT NULL,
    reason     text     NOT NULL,
    slot       smallint NOT NULL,
    total      bigint   NOT NULL,
    overridden bigint   NOT NULL,
    CONSTRAINT rejected_daily_pkey PRIMARY KEY (day, channel, model, reason, slot)
);
