// The databases of the run, all on the one embedded server, each with the application's own schema.
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Failure, root } from '../../.make/processes.mjs'

const pg = createRequire(join(import.meta.dirname, 'express', 'server.mjs'))('pg')

const OWNER = 'replyloop'
const SUPERUSER = 'postgres'
const MIGRATIONS = join(root, 'backend', 'src', 'main', 'resources', 'db', 'migration')
const CLIENTS = 400
const DEADLOCK_DETECTED = '40P01'
// pgbench's scripts can't read files.
const PASSAGE = readFileSync(join(import.meta.dirname, 'load', 'passage.txt'), 'utf8').trim()
const SETTINGS = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_level',
  'wal_sync_method',
  'wal_compression',
  'shared_buffers',
  'max_wal_size',
  'checkpoint_timeout',
  'max_connections',
]

/** The embedded server that the application started on a data directory. */
export class Server {
  #clients = new Map()
  #databases = new Map()

  constructor(dataDirectory) {
    this.password = readFileSync(join(dataDirectory, 'password'), 'utf8').trim()
    this.port = Number(readFileSync(join(dataDirectory, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3])
  }

  url(database) {
    return `postgresql://${OWNER}:${this.password}@127.0.0.1:${this.port}/${database}?sslmode=disable`
  }

  /** Room for 256 clients of pgbench; holds from the server's next start on. */
  async makeRoom() {
    await this.#query(SUPERUSER, `ALTER SYSTEM SET max_connections = ${CLIENTS}`)
  }

  /** Makes a database that an application will migrate itself. */
  async create(database) {
    await this.#query(SUPERUSER, `CREATE DATABASE ${database} OWNER ${OWNER}`)
  }

  /** Makes a database with the application's schema, for who has no migrations. */
  async createMigrated(database) {
    await this.create(database)
    await this.#query(database, `SET ROLE ${OWNER}`)
    for (const file of migrations()) {
      await this.#query(database, readFileSync(join(MIGRATIONS, file), 'utf8'))
    }
    await this.#query(
      database,
      `CREATE FUNCTION bench_text(seed bigint, length integer) RETURNS text LANGUAGE sql IMMUTABLE
       RETURN substr('${PASSAGE}', 1 + (seed % 512)::integer, length)`,
    )
    await this.#query(database, 'RESET ROLE')
  }

  /** Notes which tables a database's schema was born with rows in: they are settings, and stay; so do keys and the audit log. */
  async watch(database) {
    const tables = await this.#query(
      database,
      `SELECT quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname = 'public'
         AND tablename !~ '^(demo_data|audit_log.*|api_key.*|accounts|sessions|one_time_links|sign_in_attempts)$'`,
    )
    const written = []
    for (const { name } of tables) {
      const [{ empty }] = await this.#query(database, `SELECT NOT EXISTS (SELECT FROM ${name}) AS empty`)
      if (empty) {
        written.push(name)
      }
    }
    this.#databases.set(database, written)
  }

  /** Empties every watched database and writes a checkpoint, so that a turn pays for no other's writes. */
  async clear() {
    for (const [database, tables] of this.#databases) {
      await this.#truncate(database, tables)
    }
    await this.#query(SUPERUSER, 'CHECKPOINT')
  }

  /** How many feedback a database holds; each of its three tables must hold as many. */
  async stored(database) {
    const [{ messages, feedback, prompts }] = await this.#query(
      database,
      `SELECT (SELECT count(*) FROM customer_messages)::integer AS messages,
              (SELECT count(*) FROM feedback)::integer AS feedback,
              (SELECT count(*) FROM training_prompts)::integer AS prompts`,
    )
    if (messages !== feedback || prompts !== feedback) {
      throw new Failure(`${database} holds ${messages} messages, ${feedback} feedback and ${prompts} prompts.`)
    }
    return feedback
  }

  /** Whether a database is there already. */
  async has(database) {
    const [{ found }] = await this.#query(
      SUPERUSER,
      `SELECT EXISTS (SELECT FROM pg_database WHERE datname = '${database}') AS found`,
    )
    return found
  }

  /** Asks one database one thing; returns its rows. */
  async ask(database, text) {
    return this.#query(database, text)
  }

  async version() {
    return (await this.#show('server_version')).value
  }

  /** What the server says its settings are. */
  async settings() {
    const shown = []
    for (const name of SETTINGS) {
      shown.push(await this.#show(name))
    }
    return shown
  }

  async close() {
    for (const client of this.#clients.values()) {
      await client.end()
    }
    this.#clients.clear()
  }

  /** An application that works from behind locks in another order; whom PostgreSQL picks to give way tries again. */
  async #truncate(database, tables, attempts = 5) {
    try {
      await this.#query(database, `TRUNCATE ${tables.join(', ')}`)
    } catch (error) {
      if (error.code !== DEADLOCK_DETECTED || attempts === 1) {
        throw error
      }
      await this.#truncate(database, tables, attempts - 1)
    }
  }

  async #show(name) {
    const [row] = await this.#query(SUPERUSER, `SHOW ${name}`)
    return { name, value: row[name] }
  }

  async #query(database, text) {
    if (!this.#clients.has(database)) {
      const client = new pg.Client({
        host: '127.0.0.1',
        port: this.port,
        user: SUPERUSER,
        password: this.password,
        database,
      })
      // A server that is stopped says so to its idle clients; what comes next will fail if that was not meant.
      client.on('error', () => {})
      await client.connect()
      this.#clients.set(database, client)
    }
    return (await this.#clients.get(database).query(text)).rows
  }
}

function migrations() {
  const version = (file) => Number(file.match(/^V(\d+)__/)[1])
  return readdirSync(MIGRATIONS).sort((one, other) => version(one) - version(other))
}
