// `make bench-export`: how fast training files come, beside the database's own COPY of the same rows, and what they cost the
// intake. SCALE is how many verdicts there are.
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { data, Failure, freePort, logs, root, startBackend, stopLeftoverPostgres } from '../../.make/processes.mjs'
import { Server } from './database.mjs'
import { java, Peer, stopAll } from './programs.mjs'
import { machine, median, publish, table } from './report.mjs'
import { batch, BATCH } from './story.mjs'

const SCALES = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 }
const IMPORTERS = 4
const ROUNDS = 3
const FORMATS = ['prompt', 'trl-sft', 'trl-kto']
const INTAKE_PER_SECOND = 500
const INTAKE_SECONDS = 15
const EXPORTS_AT_ONCE = 4
const ROWS_BAR = 50_000
const COPY_BAR = 0.5
const P95_BAR = 2
const DATABASE = 'exports'
const MEBIBYTE = 2 ** 20

/** All texts as they were posted, in the order of a file. */
const STORED = `
  SELECT id, feedback.message_id, prompt, ai_reply, agent_reply, useful
  FROM training_prompts JOIN feedback USING (id) ORDER BY id`
/** What a file holds of them: the texts that were masked, where there are such. */
const SAME_ROWS = `
  SELECT id, feedback.message_id, useful,
         coalesce(curated.message, customer_message_of(prompt, feedback.ai_reply, useful, feedback.agent_reply)),
         coalesce(curated.ai_reply, feedback.ai_reply), coalesce(curated.agent_reply, feedback.agent_reply)
  FROM training_prompts JOIN feedback USING (id) LEFT JOIN curated_prompts AS curated USING (id) ORDER BY id`

// A million texts would be embedded for hours; without vectors, only the same words mean the same.
process.env.REPLYLOOP_TOPICS_ENABLED = 'false'
const dataDirectory = join(data, 'bench-export')
const started = []

const stopAsked = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopAll()
      resolve(1)
    })
  }
})

try {
  const count = SCALES[(process.env.SCALE || '1m').toLowerCase()]
  if (count === undefined) throw new Failure('SCALE is 10k, 100k or 1m.')
  await stopLeftoverPostgres(dataDirectory)
  process.exitCode = await Promise.race([stopAsked, bench(count)])
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exitCode = 1
} finally {
  while (started.length > 0) await started.pop().stop()
  rmSync(dataDirectory, { recursive: true, force: true })
}
process.exit()

async function bench(count) {
  const port = await freePort(0)
  const host = startBackend({ port, dataDirectory, demo: false, log: join(logs, 'bench-export.log') })
  started.push(host)
  await host.answers(`http://127.0.0.1:${port}/q/health/ready`)
  const server = new Server(dataDirectory)
  await server.create(DATABASE)
  const application = await Peer.start('exports', java, ['-jar', join(root, 'backend', 'target', 'quarkus-app', 'quarkus-run.jar')], (own) => ({
    QUARKUS_HTTP_PORT: String(own),
    QUARKUS_MANAGEMENT_PORT: '0',
    REPLYLOOP_DATABASE_URL: server.url(DATABASE),
    REPLYLOOP_ACCESS: 'off',
    REPLYLOOP_TOPICS_ENABLED: 'false',
  }))
  started.push(application)
  await application.answers()
  await load(application, count)
  const prepared = await prepare(server, count)
  await server.ask(DATABASE, 'VACUUM (ANALYZE)')

  const lines = []
  const storedCopies = []
  const copies = []
  for (let round = 0; round < ROUNDS; round++) {
    storedCopies.push(await copy(server, STORED))
    copies.push(await copy(server, SAME_ROWS))
  }
  for (const format of FORMATS) {
    const turns = []
    for (let round = 0; round < ROUNDS; round++) turns.push(await exported(application, `format=${format}&alike=1000`))
    lines.push({ what: format, perSecond: median(turns.map((turn) => turn.perSecond)), turn: turns.at(-1) })
    console.log(`${format}: ${Math.round(lines.at(-1).perSecond)} rows a second`)
  }
  const peak = Math.max(...lines.map(({ turn }) => turn.peakBytes))
  const summaryMillis = await timed(() => fetch(`${application.url}/api/training-prompts/export/summary`))
  const quiet = await intake(application, async () => {})
  const beside = await intake(application, async (until) => {
    await Promise.all(
      Array.from({ length: EXPORTS_AT_ONCE }, async () => {
        while (Date.now() < until) await exported(application, 'format=trl-sft&alike=1000', until)
      }),
    )
  })
  await server.ask(DATABASE, 'TRUNCATE curated_prompts')
  const fly = await exported(application, 'format=trl-sft&alike=1000')

  const stored = median(storedCopies)
  const copied = median(copies)
  const sft = lines.find(({ what }) => what === 'trl-sft')
  const text = `## Training files

\`make bench-export\`, ${machine()}; ${count.toLocaleString('en')} training prompts, ${ROUNDS} rounds, median.
Prepared behind the intake in half a core's time, ${Math.round(count / prepared)} a second.

${table(
  ['what', 'rows a second', 'of COPY', 'MiB a second'],
  [
    ['COPY of the stored texts to a program', fixed(count / stored), (copied / stored).toFixed(2), ''],
    ['COPY of the same rows, masked texts, to a program', fixed(count / copied), '1.00', ''],
    ...lines.map(({ what, perSecond, turn }) => [
      what,
      fixed(perSecond),
      (copied / turn.seconds).toFixed(2),
      fixed(turn.bytes / MEBIBYTE / turn.seconds),
    ]),
    ['trl-sft, masked on the fly', fixed(fly.perSecond), (copied / fly.seconds).toFixed(2), fixed(fly.bytes / MEBIBYTE / fly.seconds)],
  ],
)}

- Bar: ${fixed(ROWS_BAR)} rows a second: ${verdict(sft.perSecond >= ROWS_BAR)} (trl-sft). Half of COPY: ${verdict(copied / sft.turn.seconds >= COPY_BAR)}.
- The backend's memory: ${Math.round(lines[0].turn.beforeBytes / MEBIBYTE)} MiB resident before the first export, ${Math.round(peak / MEBIBYTE)} MiB at most during them.
- The summary took ${Math.round(summaryMillis)} ms.
- ${EXPORTS_AT_ONCE} exports at once beside ${INTAKE_PER_SECOND} verdicts a second: p95 of a verdict ${fixed(beside)} ms, without them ${fixed(quiet)} ms; bar twice as much: ${verdict(beside <= P95_BAR * quiet)}.
`
  console.log(text)
  console.log(`Written to ${publish('training files', text)}`)
  return 0
}

function fixed(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1)
}

function verdict(met) {
  return met ? 'met' : '**not met**'
}

async function timed(work) {
  const begun = performance.now()
  await (await work()).text()
  return performance.now() - begun
}

async function load(application, count) {
  let next = 0
  const until = Date.now()
  await Promise.all(
    Array.from({ length: IMPORTERS }, async () => {
      while (next < count / BATCH) {
        const body = JSON.stringify({ items: batch(next++, count, until) })
        for (;;) {
          const answer = await fetch(`${application.url}/api/feedback/batch`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body,
          })
          const text = await answer.text()
          if (answer.ok && !text.includes('"problem":{')) break
          if (!text.includes('"status":503')) throw new Failure(`A batch was answered ${answer.status}: ${text.slice(0, 300)}`)
          await sleep(1_000)
        }
        if (next % 100 === 0) console.log(`${next * BATCH} of ${count} loaded`)
      }
    }),
  )
}

/** Waits until all is looked at. @returns how many seconds that took */
async function prepare(server, count) {
  const begun = Date.now()
  for (;;) {
    const [{ prepared }] = await server.ask(DATABASE, 'SELECT count(*)::integer AS prepared FROM curated_prompts WHERE compared')
    if (prepared === count) return Math.max(0.1, (Date.now() - begun) / 1000)
    console.log(`${prepared} of ${count} prepared`)
    await sleep(5_000)
  }
}

/** @returns how many seconds the database takes to write rows to a program */
async function copy(server, rows) {
  const begun = performance.now()
  await server.ask(DATABASE, `COPY (${rows}) TO PROGRAM 'cat > /dev/null'`)
  return (performance.now() - begun) / 1000
}

async function exported(application, query, until = Infinity) {
  const resident = () => 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(application.child.pid)]))
  const beforeBytes = resident()
  const begun = performance.now()
  const response = await fetch(`${application.url}/api/training-prompts/export?${query}`, {
    headers: { 'Accept-Encoding': 'identity' },
  })
  if (response.status === 503) return undefined
  if (!response.ok) throw new Failure(`An export was answered ${response.status}: ${await response.text()}`)
  let rows = 0
  let bytes = 0
  let peakBytes = beforeBytes
  let looked = 0
  for await (const piece of response.body) {
    bytes += piece.length
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) rows++
    if (bytes - looked > 32 * MEBIBYTE) {
      looked = bytes
      peakBytes = Math.max(peakBytes, resident())
    }
    // Leaving the loop ends the transfer.
    if (Date.now() > until) break
  }
  const seconds = (performance.now() - begun) / 1000
  return { rows, bytes, seconds, perSecond: rows / seconds, beforeBytes, peakBytes }
}

/** Posts single verdicts at a steady pace. @returns the 95th percentile of how long one took, in milliseconds */
async function intake(application, beside) {
  const until = Date.now() + INTAKE_SECONDS * 1000
  const millis = []
  const underWay = new Set()
  const other = beside(until)
  const items = batch(0, BATCH, until)
  const begun = performance.now()
  for (let posted = 0; Date.now() < until; posted++) {
    const due = begun + (posted * 1000) / INTAKE_PER_SECOND
    if (due > performance.now()) await sleep(due - performance.now())
    const post = (async () => {
      const answer = await fetch(`${application.url}/api/feedback`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...items[posted % BATCH], messageId: crypto.randomUUID(), occurredAt: undefined }),
      })
      await answer.text()
      // From when it was due: a queue in front of the server counts too.
      millis.push(performance.now() - due)
    })().catch(() => millis.push(Infinity))
    underWay.add(post)
    void post.finally(() => underWay.delete(post))
  }
  await Promise.all(underWay)
  await other
  millis.sort((one, another) => one - another)
  return millis[Math.floor(millis.length * 0.95)]
}
