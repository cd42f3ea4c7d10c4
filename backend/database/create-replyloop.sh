#!/bin/sh
# Run once, by PostgreSQL's image, when the cluster is made: the application's role owns its database and nothing else.
set -eu
password=$(cat "${REPLYLOOP_PASSWORD_FILE:-/run/secrets/database-replyloop}")
psql --no-psqlrc --set ON_ERROR_STOP=1 --set password="$password" --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
CREATE ROLE replyloop LOGIN PASSWORD :'password' NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
CREATE DATABASE replyloop OWNER replyloop;
REVOKE CONNECT, TEMPORARY ON DATABASE replyloop FROM PUBLIC;
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
SQL
