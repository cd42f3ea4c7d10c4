-- Why: a trial start may load demo data. The row says so for as long as the database lives, names the moment the story
-- ends at, and lets a load that was cut off be finished with the same feedback.
CREATE TABLE demo_data (
    singleton    boolean     NOT NULL DEFAULT true,
    anchor       timestamptz NOT NULL,
    loaded       integer     NOT NULL DEFAULT 0,
    total        integer     NOT NULL,
    completed_at timestamptz,
    CONSTRAINT demo_data_pkey PRIMARY KEY (singleton),
    CONSTRAINT demo_data_is_one_row CHECK (singleton)
);
