// `make bench`: the write path beside its peers, in turn, on one PostgreSQL. TURN_SECONDS and ROUNDS say how long. With ONLY=twins
// topics and keys are measured against the twin without them, and nothing is written into docs/benchmarks.md.
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { data, Failure, freePort, logs, root, startBackend, stopLeftoverPostgres } from '../../.make/processes.mjs'
import { Server } from './database.mjs'
import { inserting, posting } from './loads.mjs'
import { failIfStopping, java, Peer, run, stopAll } from './programs.mjs'
import { Bystanders, machine, median, publish, table } from './report.mjs'

const WARM_UP_SECONDS = 2
// What runs on a virtual machine is compiled while it runs: the first turns tell more of that than of anything else.
const WARM_UP_ROUNDS = 2
const TRY_SECONDS = 3
// wrk stops listening in mid-request; what it had sent is written within this.
const SETTLE_MILLIS = 1000
const CLIENTS_TRIED = [16, 32, 64, 128, 256]
const BATCH = 1000
const BYSTANDERS_LIMIT = 0.1

const turnSeconds = positive('TURN_SECONDS', 10)
const rounds = positive('ROUNDS', 3)
// Beside the trial's, so that PostgreSQL's programs are unpacked once for both.
const dataDirectory = join(data, 'bench-postgres')
const packaged = join(root, 'backend', 'target', 'quarkus-app', 'quarkus-run.jar')
const withBenchEndpoints = join(root, 'backend', 'target', 'bench', 'target', 'quarkus-app', 'quarkus-run.jar')
// Embedding would go on in the others' turns; what it costs is measured by itself.
process.env.REPLYLOOP_TOPICS_ENABLED = 'false'
const started = []
const bystanders = new Bystanders()

const stopAsked = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopAll()
      resolve(1)
    })
  }
})

try {
  await removeDatabase()
  process.exitCode = await Promise.race([stopAsked, bench()])
} catch (error) {
  if (!(error instanceof Failure)) {
    throw error
  }
  console.error(error.message)
  process.exitCode = 1
} finally {
  while (started.length > 0) {
    await started.pop().stop()
  }
  await removeDatabase()
}
process.exit()

function positive(name, standard) {
  const value = Number(process.env[name] || standard)
  if (!Number.isInteger(value) || value < 1) {
    console.error(`${name} is a whole number above zero, such as ${name}=${standard}.`)
    process.exit(1)
  }
  return value
}

async function removeDatabase() {
  await stopLeftoverPostgres(dataDirectory)
  rmSync(dataDirectory, { recursive: true, force: true })
}

async function bench() {
  console.log('Starting PostgreSQL, the application and its peers')
  const { server, ours, peers } = await start()
  if (process.env.ONLY === 'twins') {
    await besideTwins(server, peers)
    await server.close()
    return 0
  }
  const bestClients = await bestClientCount(server)
  const atItsBest = {
    key: 'pgbenchBest',
    name: `pgbench at its best (${bestClients} clients)`,
    database: 'bench_pgbench',
    load: inserting(server, 'bench_pgbench', { clients: bestClients }),
  }
  const contenders = [...peers, atItsBest].map((contender) => ({ ...contender, turns: [] }))

  for (let round = 1; round <= WARM_UP_ROUNDS; round++) {
    console.log(`Round ${round} of ${WARM_UP_ROUNDS} to warm up`)
    for (const contender of contenders.filter(({ database }) => database !== 'bench_pgbench')) {
      await server.clear()
      await contender.load(turnSeconds)
    }
  }
  for (let round = 1; round <= rounds; round++) {
    console.log(`Round ${round} of ${rounds}`)
    // What grows warm or busy from turn to turn favours the last in one round, and the first in the next.
    for (const contender of round % 2 === 1 ? contenders : contenders.toReversed()) {
      const turn = await takeTurn(contender, server)
      contender.turns.push(turn)
      console.log(`  ${contender.name.padEnd(58)} ${perSecond(turn.rate).padStart(8)} a second`)
    }
  }

  const text = await report(server, ours, contenders)
  console.log(`\n${text}\n`)
  console.log(`Written to ${publish('make bench', text)}`)
  if (bystanders.share > BYSTANDERS_LIMIT) {
    console.log(
      `Other work kept ${bystanders} of the cores busy: measure again when the machine has nothing else to do.`,
    )
  }
  await server.close()
  return 0
}

/** What topics, and what callers with a key, cost the intake: the median of the rounds' ratios to the twin that has neither. */
async function besideTwins(server, peers) {
  const contenders = peers
    .filter(({ key }) => ['twin', 'topics', 'keyed'].includes(key))
    .map((contender) => ({ ...contender, turns: [] }))
  for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round++) {
    for (const contender of Math.abs(round % 2) === 1 ? contenders : contenders.toReversed()) {
      const turn = await takeTurn(contender, server)
      if (round > 0) {
        contender.turns.push(turn)
      }
    }
  }
  const twin = contenders.find(({ key }) => key === 'twin').turns
  for (const { name, turns } of contenders) {
    const ratio = (figure) => median(turns.map((turn, round) => turn[figure] / twin[round][figure]))
    console.log(
      `${name}: ${turns.map(({ rate }) => perSecond(rate)).join(', ')} a second; ${times(ratio('rate'))} of the twin, p95 ${times(ratio('p95'))}`,
    )
  }
}

async function start() {
  const port = await freePort(0)
  const backend = async () => {
    failIfStopping()
    const one = startBackend({ port, dataDirectory, demo: false, log: join(logs, 'bench-replyloop.log') })
    started.push(one)
    await one.answers(`${ours}/q/health/ready`)
    return one
  }
  const ours = `http://127.0.0.1:${port}`
  const first = await backend()
  const making = new Server(dataDirectory)
  await making.makeRoom()
  await making.close()
  await first.stop()
  await backend()

  const server = new Server(dataDirectory)
  await server.create('bench_orm')
  await server.create('bench_topics')
  await server.create('bench_twin')
  await server.create('bench_keyed')
  await server.createMigrated('bench_express')
  await server.createMigrated('bench_pgbench')
  const peer = async (...how) => {
    const one = await Peer.start(...how)
    started.push(one)
    await one.answers()
    return one
  }
  const bench = await peer('application', java, ['-jar', withBenchEndpoints], (free) => ({
    QUARKUS_HTTP_PORT: String(free),
    QUARKUS_MANAGEMENT_PORT: '0',
    QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE: '20',
    REPLYLOOP_DATABASE_URL: server.url('bench_orm'),
    REPLYLOOP_ACCESS: 'off',
  }))
  const express = await peer(
    'express',
    process.execPath,
    [join(import.meta.dirname, 'express', 'server.mjs')],
    (free) => ({
      NODE_ENV: 'production',
      PORT: String(free),
      DATABASE_URL: server.url('bench_express'),
    }),
  )
  // Two that differ in topics alone: the first instance gets more loads than they do, and so is the better compiled.
  const instance = (name, topicsEnabled, access = { REPLYLOOP_ACCESS: 'off' }) =>
    peer(name, java, ['-jar', packaged], (free) => ({
      QUARKUS_HTTP_PORT: String(free),
      QUARKUS_MANAGEMENT_PORT: '0',
      REPLYLOOP_TOPICS_ENABLED: String(topicsEnabled),
      REPLYLOOP_DATABASE_URL: server.url(`bench_${name}`),
      ...access,
    }))
  const topics = await instance('topics', true)
  const twin = await instance('twin', false)
  const token = randomBytes(24).toString('hex')
  const keyed = await instance('keyed', false, { REPLYLOOP_ADMIN_TOKEN: token })
  for (const database of ['replyloop', 'bench_topics', 'bench_twin', 'bench_keyed', 'bench_orm', 'bench_express', 'bench_pgbench']) {
    await server.watch(database)
  }

  const peers = [
    {
      key: 'ours',
      name: 'ReplyLoop, 64 connections',
      database: 'replyloop',
      load: posting(`${ours}/api/feedback`, { connections: 64 }),
    },
    {
      key: 'topics',
      name: 'ReplyLoop with topics, 64 connections',
      database: 'bench_topics',
      load: posting(`${topics.url}/api/feedback`, { connections: 64 }),
    },
    {
      key: 'twin',
      name: 'ReplyLoop, its twin without topics, 64 connections',
      database: 'bench_twin',
      load: posting(`${twin.url}/api/feedback`, { connections: 64 }),
    },
    {
      key: 'keyed',
      name: 'ReplyLoop, callers with a key, 64 connections',
      database: 'bench_keyed',
      load: posting(`${keyed.url}/api/feedback`, { connections: 64, key: await newKey(keyed, token) }),
    },
    {
      key: 'ours256',
      name: 'ReplyLoop, 256 connections',
      database: 'replyloop',
      load: posting(`${ours}/api/feedback`, { connections: 256 }),
    },
    {
      key: 'import',
      name: 'ReplyLoop, batches of 1,000, 4 connections',
      database: 'replyloop',
      load: posting(`${ours}/api/feedback/batch`, { connections: 4, items: BATCH }),
    },
    {
      key: 'empty',
      name: 'the same application, no database, 64 connections',
      load: posting(`${bench.url}/bench/no-database`, { connections: 64 }),
    },
    {
      key: 'orm',
      name: 'Hibernate Reactive, a transaction each, 64 connections',
      database: 'bench_orm',
      load: posting(`${bench.url}/bench/orm`, { connections: 64 }),
    },
    {
      key: 'express',
      name: 'Express and node-postgres, 64 connections',
      database: 'bench_express',
      load: posting(`${express.url}/api/feedback`, { connections: 64 }),
    },
    {
      key: 'pgbench',
      name: 'pgbench, a transaction each, 64 clients',
      database: 'bench_pgbench',
      load: inserting(server, 'bench_pgbench', { clients: 64 }),
    },
  ]
  return { server, ours, peers }
}

async function newKey({ url }, token) {
  const answer = await fetch(`${url}/api/keys`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'bench', kind: 'SECRET', scopes: ['feedback:write'] }),
  })
  if (answer.status !== 201) {
    throw new Failure(`No key could be made: ${await answer.text()}`)
  }
  return (await answer.json()).secret
}

async function bestClientCount(server) {
  console.log("Looking for pgbench's best number of clients")
  const tried = []
  for (const clients of CLIENTS_TRIED) {
    await server.clear()
    const load = inserting(server, 'bench_pgbench', { clients })
    await load(WARM_UP_SECONDS)
    tried.push({ clients, rate: (await load(TRY_SECONDS)).rate })
  }
  return tried.reduce((best, one) => (one.rate > best.rate ? one : best)).clients
}

/** One turn: empty tables, a short warm-up, the measurement; then what was stored is held against what was answered. */
async function takeTurn({ name, database, load }, server) {
  await server.clear()
  await bystanders.look()
  const warmUp = await load(WARM_UP_SECONDS)
  const turn = await load(turnSeconds)
  if (database === undefined) {
    return turn
  }

  await sleep(SETTLE_MILLIS)
  const stored = await server.stored(database)
  const answered = warmUp.feedback + turn.feedback
  if (stored < answered || stored > answered + warmUp.inFlight + turn.inFlight) {
    throw new Failure(`${name}: ${answered} feedback were answered, and ${stored} are stored.`)
  }
  if (name.startsWith('ReplyLoop')) {
    // Fails with what it found where there is drift.
    await run(java, ['-jar', packaged, 'rebuild-counters'], {
      env: { REPLYLOOP_TRIAL: 'false', REPLYLOOP_ACCESS: 'off', REPLYLOOP_DATABASE_URL: server.url(database) },
    })
  }
  return turn
}

async function report(server, ours, contenders) {
  const turnsOf = (wanted) => contenders.find(({ key }) => key === wanted).turns
  const rate = Object.fromEntries(contenders.map(({ key, turns }) => [key, median(turns.map((turn) => turn.rate))]))
  const latency = (contender, percentile) => median(contender.turns.map((turn) => turn[percentile]))
  const tail = median(contenders[0].turns.map((turn) => turn.p99 / turn.p50))
  const besideTwin = (contender, figure) =>
    median(turnsOf(contender).map((turn, round) => turn[figure] / turnsOf('twin')[round][figure]))

  const rows = contenders.map((contender) => [
    contender.name,
    perSecond(rate[contender.key]),
    contender.turns.map((turn) => perSecond(turn.rate)).join(', '),
    contender.turns[0].p50 === undefined ? '' : milliseconds(latency(contender, 'p50')),
    contender.turns[0].p50 === undefined ? '' : milliseconds(latency(contender, 'p99')),
  ])
  const bars = [
    atLeast('ours against Express, 64 connections', rate.ours / rate.express, 8, 12),
    atLeast('ours against one ORM transaction a request', rate.ours / rate.orm, 4, 6),
    atLeast('ours against pgbench, one transaction a feedback', rate.ours / rate.pgbench, 2, 3),
    atLeast('ours at 256 connections against pgbench at its best', rate.ours256 / rate.pgbenchBest, 3, 4),
    atMost('ours at 64 connections, p99 against its own p50', tail, 4, 2.5),
    atLeast('ours with topics on against its twin with topics off', besideTwin('topics', 'rate'), 0.9, 1),
    atMost('ours with topics on against its twin with topics off, p95', besideTwin('topics', 'p95'), 1 / 0.9, 1),
    atLeast('callers with a key against the twin with access control off', besideTwin('keyed', 'rate'), 0.95, 1),
    atLeast('import through the batch endpoint against pgbench', rate.import / rate.pgbench, 3, 5),
  ]
  const settings = (await server.settings()).map(({ name, value }) => `${name} = ${value}`).join(', ')
  return `## The write path

\`make bench\`, ${new Date().toISOString().slice(0, 10)}: ${rounds} round${rounds === 1 ? '' : 's'} in turn, to and fro, ${turnSeconds} s each after ${WARM_UP_SECONDS} s to warm up; medians. Before the first round every server had
${WARM_UP_ROUNDS} such turns that do not count.

${table(['feedback a second', 'median', 'each round', 'p50 ms', 'p99 ms'], rows)}

${table(['ratio', 'measured', 'at least', 'aim', ''], bars)}

- Machine: ${machine()}; load generators, servers and PostgreSQL share it.
- Other work on it: when every contender was idle before a turn, ${bystanders} of the cores were busy all the same (median).
- PostgreSQL ${await server.version()}, as it says itself: ${settings}.
- ${await versions(ours)}.
- All write to one PostgreSQL server, each into a database of its own with the application's schema. Before each turn every
  database is emptied and a checkpoint is written. The server is the one that \`make run\` starts, with room for more connections.
- Each feedback is new: a message of 200 characters, an AI reply of 300 (70 % unique, the others Zipf over 5,000), and in
  30 % a thumbs-down with a reason and an agent reply of 300.
- wrk has 2 threads and pgbench 2. Any answer but a 2xx fails the run. After each turn there must be a row in each
  table for every answer, and none beyond those that wrk no longer waited for; for ReplyLoop \`rebuild-counters\` must find
  no drift.
- Topics are off but where it says otherwise; there every message is embedded from behind as far as the intake leaves time.
  That instance and its twin get the same loads, one after the other; the ratio is the median of the rounds' ratios.
- The transaction of Hibernate Reactive is the intake's: three inserts and the counters. Express and pgbench do the three
  inserts alone, which favours them. pgbench makes its texts in SQL.`
}

async function versions(ours) {
  const about = await (await fetch(`${ours}/api/about`)).json()
  const lock = JSON.parse(readFileSync(join(import.meta.dirname, 'express', 'package-lock.json'), 'utf8'))
  const locked = (name) => lock.packages[`node_modules/${name}`].version
  const [javaVersion] = (await run(java, ['-version'])).split('\n')
  const pgbench = (await run('pgbench', ['--version'])).match(/\d[\d.]*/)[0]
  return `ReplyLoop ${about.version}, ${javaVersion.replaceAll('"', '').replace(' version', '')}, Node ${process.version.slice(1)}, Express ${locked('express')}, node-postgres ${locked('pg')}, pgbench ${pgbench}`
}

function atLeast(name, measured, bar, aim) {
  return [name, times(measured), times(bar), times(aim), verdict(measured >= bar, measured >= aim)]
}

function atMost(name, measured, bar, aim) {
  return [name, times(measured), `at most ${times(bar)}`, times(aim), verdict(measured <= bar, measured <= aim)]
}

function verdict(isMet, isAimMet) {
  return isMet ? (isAimMet ? 'met, aim too' : 'met') : 'not met'
}

function times(ratio) {
  return `${Number(ratio.toFixed(ratio < 10 ? 2 : 1))}×`
}

function perSecond(rate) {
  return Math.round(rate).toLocaleString('en-GB')
}

function milliseconds(value) {
  return value.toFixed(1)
}
