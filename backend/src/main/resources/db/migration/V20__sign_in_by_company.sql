-- Why: people sign in with the accounts of their company (OpenID Connect); its groups give them roles beside those given here.
-- Locks: accounts, for an instant.

ALTER TABLE accounts
    ADD COLUMN oidc_issuer  text,
    ADD COLUMN oidc_subject text,
    ADD COLUMN group_roles  text[] NOT NULL DEFAULT '{}'
        CHECK (group_roles <@ ARRAY['VIEWER', 'REVIEWER', 'DEVELOPER', 'PRIVACY', 'ADMIN']),
    DROP CONSTRAINT accounts_roles_check,
    ADD CONSTRAINT accounts_roles_check CHECK (roles <@ ARRAY['VIEWER', 'REVIEWER', 'DEVELOPER', 'PRIVACY', 'ADMIN']),
    ADD CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL));
COMMENT ON COLUMN accounts.oidc_subject IS 'who it is at the company''s identity provider; null: signs in with a password alone';
COMMENT ON COLUMN accounts.roles IS 'given here';
COMMENT ON COLUMN accounts.group_roles IS 'given by the company''s groups when they last signed in; both kinds add up';
CREATE UNIQUE INDEX accounts_oidc ON accounts (oidc_issuer, oidc_subject);
