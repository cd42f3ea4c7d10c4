# Each target is a script in .make/; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help build run test test-backend test-frontend test-e2e bench bench-reads bench-topics bench-prompts bench-export bench-cases chaos rebuild-counters format openapi secrets reset clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the backend and the dashboard where they are out of date
	@.make/build

run: ## build and start everything, with demo data (DEMO=no, PORT=8080, DASHBOARD_PORT=5173)
	@.make/run

test: ## run every test there is
	@.make/test backend frontend e2e

test-backend: ## run the backend's tests, against a real PostgreSQL
	@.make/test backend

test-frontend: ## lint, check and test the dashboard
	@.make/test frontend

test-e2e: ## run the end-to-end tests in a real browser
	@.make/test e2e

bench: ## measure the write path beside its peers, into docs/benchmarks.md (TURN_SECONDS=10, ROUNDS=3)
	@.make/bench

bench-reads: ## measure the reads at 10 thousand feedback and at SCALE (1m, or 10m for an hour), into docs/benchmarks.md
	@.make/bench-reads

bench-topics: ## how well topics are found in texts of known groups (DATA=file.tsv or demo, QUERIES=file.tsv, GRANULARITY=0.7, ORDERS=3)
	@.make/bench-topics

bench-prompts: ## what learned prompts are worth: demo, planted lies and personal data, [DATA=file.tsv QUERIES=file.tsv] [PAST=file.tsv ARRIVING=file.tsv] [SCALE=100k or 1m]
	@.make/bench-prompts

bench-export: ## how fast training files come beside COPY, and what they cost the intake (SCALE=1m)
	@.make/bench-export

bench-cases: ## how well cases are found among labelled rejections (DATA=file.json, MANY=1 for the time of a hundred thousand)
	@.make/bench-cases

chaos: ## kill, freeze and crowd it under load, about 8 minutes (CHAOS_SECONDS=60 a scenario)
	@.make/chaos

rebuild-counters: ## recount the counters from the feedback, beside the writes, and tell whether they had drifted
	@.make/rebuild-counters

format: ## format the code of backend and dashboard
	@.make/format

openapi: ## write the OpenAPI document and the dashboard's types from the backend's code
	@.make/openapi

secrets: ## write the passwords of docker-compose.yml into secrets/, once
	@.make/secrets

reset: ## delete the data of `make run`, to start afresh
	@.make/reset

clean: ## delete what was built
	@.make/clean
