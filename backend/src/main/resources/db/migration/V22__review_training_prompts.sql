-- Why: people look through what the AI is to learn, so a training prompt needs a state, a reviewer and, where they worded it
-- better, another reply. Reviews stand beside the prompts and name the text that they are of: the intake writes a changed text
-- without a look at them, and a review of another text counts no longer.
-- Locks: training_prompts, for the moment that two foreign keys take.

CREATE TABLE training_reviews (
    id            uuid        CONSTRAINT training_reviews_pkey PRIMARY KEY,
    review        text        NOT NULL CONSTRAINT training_reviews_review_known CHECK (review IN ('PENDING', 'APPROVED', 'EXCLUDED')),
    prompt_digest bytea       NOT NULL,
    taught_reply  text,
    note          text,
    reviewed_by   text        NOT NULL,
    reviewer      text        NOT NULL,
    reviewed_at   timestamptz NOT NULL DEFAULT now(),
    revision      integer     NOT NULL DEFAULT 1,
    CONSTRAINT training_reviews_prompt_fkey FOREIGN KEY (id) REFERENCES training_prompts (id) ON DELETE CASCADE
);
COMMENT ON COLUMN training_reviews.prompt_digest IS 'SHA-256 of the training prompt''s text that was looked at';
COMMENT ON COLUMN training_reviews.taught_reply IS 'what the reviewer wrote instead of the agent''s reply; null: that is taught';
COMMENT ON COLUMN training_reviews.reviewed_by IS 'who it was, as they were called then';
COMMENT ON COLUMN training_reviews.reviewer IS 'who it was, as reservations name them';
CREATE INDEX training_reviews_of_reviewer ON training_reviews (reviewer, reviewed_at);

CREATE TABLE review_reservations (
    id             uuid        CONSTRAINT review_reservations_pkey PRIMARY KEY,
    reviewer       text        NOT NULL,
    reserved_until timestamptz NOT NULL,
    CONSTRAINT review_reservations_prompt_fkey FOREIGN KEY (id) REFERENCES training_prompts (id) ON DELETE CASCADE
);
COMMENT ON TABLE review_reservations IS 'Which training prompts a reviewer has before them; nobody else is given them meanwhile';
CREATE INDEX review_reservations_until ON review_reservations (reserved_until);

CREATE TABLE review_skips (
    id         uuid        NOT NULL,
    reviewer   text        NOT NULL,
    skipped_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT review_skips_pkey PRIMARY KEY (reviewer, id),
    CONSTRAINT review_skips_prompt_fkey FOREIGN KEY (id) REFERENCES training_prompts (id) ON DELETE CASCADE
);
COMMENT ON TABLE review_skips IS 'What a reviewer passed over: they are given it again when nothing else is left';
CREATE INDEX review_skips_of_prompt ON review_skips (id);

-- A training prompt with its review, as it counts now. One that was approved and then changed is pending again; one that was
-- excluded stays out until somebody looked at it anew.
CREATE VIEW reviewed_training_prompts AS
SELECT prompt.id, prompt.message_id, prompt.prompt, prompt.rating, prompt.created_at, prompt.updated_at,
       feedback.occurred_at,
       CASE WHEN review.review IS NULL OR review.is_outdated AND review.review = 'APPROVED' THEN 'PENDING'
            ELSE review.review END AS review,
       coalesce(review.is_outdated AND review.review <> 'PENDING', false) AS changed_since_review,
       CASE WHEN NOT review.is_outdated THEN review.taught_reply END AS edited_reply,
       CASE WHEN feedback.useful THEN feedback.ai_reply
            WHEN NOT review.is_outdated AND review.taught_reply IS NOT NULL THEN review.taught_reply
            WHEN feedback.overridden THEN feedback.agent_reply END AS taught_reply,
       review.note, review.reviewed_by, review.reviewed_at,
       left(encode(sha256(convert_to(prompt.prompt, 'UTF8')), 'hex'), 16) || '-' || coalesce(review.revision, 0) AS revision
FROM training_prompts AS prompt
JOIN feedback ON feedback.id = prompt.id
LEFT JOIN LATERAL (
    SELECT training_reviews.*, prompt_digest <> sha256(convert_to(prompt.prompt, 'UTF8')) AS is_outdated
    FROM training_reviews
    WHERE training_reviews.id = prompt.id
) AS review ON true;
COMMENT ON VIEW reviewed_training_prompts IS 'Training prompts with their reviews, for all who read them';
