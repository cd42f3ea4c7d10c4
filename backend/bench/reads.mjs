// `make bench-reads`: what a read costs as the feedback grows. SCALE is the largest number of feedback; what was loaded
// is kept for the next run, and a load that was cut off goes on where it was.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { data, Failure, freePort, logs, root, startBackend, stopLeftoverPostgres } from '../../.make/processes.mjs'
import { Server } from './database.mjs'
import { java, Peer, run, stopAll } from './programs.mjs'
import { Bystanders, machine, median, publish, table } from './report.mjs'
import { aiReplyId, batch, BATCH, DAYS, RARE_CHANNEL, repeatedReply, word } from './story.mjs'

const CONNECTIONS = 8
const TURN_SECONDS = 3
const ROUNDS = 3
const IMPORTERS = 4
/** So often a batch is posted that the application had no room or no database for, with a pause between. */
const POSTS = 60
const PAUSE_MILLIS = 1_000
const STARTS = 3
const TIMES_PLAIN = 3
const SCALES = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000, '10m': 10_000_000 }
const BEHIND_POLL_MILLIS = 500
const FIRST_LOOK_MILLIS = 5000
const ANALYTICS_BAR = 1.5
const ANALYTICS_AIM = 1.2
const PLAIN_BAR = 50
const PLAIN_AIM = 200
const LIST_BAR = 3
const LIST_AIM = 1.5

// Ten million texts would be embedded for a day.
process.env.REPLYLOOP_TOPICS_ENABLED = 'false'
const dataDirectory = join(data, 'bench-reads')
const noteFile = join(dataDirectory, 'loads.json')
const packaged = join(root, 'backend', 'target', 'quarkus-app', 'quarkus-run.jar')
const started = []
const bystanders = new Bystanders()
let lastProgress = 0
const agent = new Agent({ keepAlive: true, maxSockets: IMPORTERS })

const stopAsked = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopAll()
      resolve(1)
    })
  }
})

try {
  await stopLeftoverPostgres(dataDirectory)
  process.exitCode = await Promise.race([stopAsked, bench(scales(process.env.SCALE || '1m'))])
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
}
process.exit()

function scales(largest) {
  const count = SCALES[largest.toLowerCase()]
  if (count === undefined || count === SCALES['10k']) {
    console.error('SCALE is 100k, 1m or 10m.')
    process.exit(1)
  }
  const shown = Object.entries(SCALES).filter(
    ([name, one]) => name === '10k' || (one <= count && (one === count || name === '1m')),
  )
  return shown.map(([name, feedback]) => ({ name, feedback, database: `reads_${name}` }))
}

async function bench(all) {
  const port = await freePort(0)
  // The trial's own application keeps the server up; each scale has a database and an application of its own beside it.
  const host = startBackend({ port, dataDirectory, demo: false, log: join(logs, 'bench-reads.log') })
  started.push(host)
  await host.answers(`http://127.0.0.1:${port}/q/health/ready`)
  const server = new Server(dataDirectory)
  const note = readNote()

  for (const scale of all) {
    if (!(await server.has(scale.database))) {
      await server.create(scale.database)
    }
    const application = await start(scale, server)
    started.push(application)
    scale.application = application
    scale.url = application.url
    await load(scale, server, note)
    started.pop()
    await application.stop()
  }
  for (const scale of all) {
    const starts = []
    for (let i = 0; i < STARTS; i++) {
      const before = Date.now()
      const application = await start(scale, server)
      starts.push(Date.now() - before)
      if (i + 1 < STARTS) {
        await application.stop()
      } else {
        started.push(application)
        scale.application = application
        scale.url = application.url
        scale.pid = application.child.pid
      }
    }
    scale.startMillis = median(starts)
  }

  const questions = await ask(all, note.until)
  console.log('A round to warm up')
  for (const question of questions) {
    for (const scale of all) {
      await firstAnswer(scale, question)
      await reading(scale, question)
    }
  }
  for (let round = 1; round <= ROUNDS; round++) {
    console.log(`Round ${round} of ${ROUNDS}`)
    for (const question of questions) {
      await bystanders.look()
      for (const scale of all) {
        question.turns[scale.name].push(await reading(scale, question))
      }
    }
  }
  for (const scale of all) {
    scale.residentBytes = 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(scale.pid)]))
  }
  console.log('Asking the same as plain GROUP BYs')
  const largest = all.at(-1)
  for (const question of questions.filter(({ plain }) => plain)) {
    question.plainMillis = await plainly(server, largest.database, question.plain)
  }

  const text = await report(all, questions, server, note)
  console.log(`\n${text}\n`)
  console.log(`Written to ${publish('make bench-reads', text)}`)
  await server.close()
  return 0
}

/** An application on a scale's database; resolves when it is ready. */
async function start(scale, server) {
  const application = await Peer.start(`reads-${scale.name}`, java, ['-jar', packaged], (port) => ({
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_MANAGEMENT_PORT: '0',
    REPLYLOOP_DATABASE_URL: server.url(scale.database),
    REPLYLOOP_ACCESS: 'off',
  }))
  const deadline = Date.now() + 120_000
  while (!(await fetch(`${application.url}/q/health/ready`).catch(() => undefined))?.ok) {
    if (Date.now() > deadline) {
      throw new Failure(`The application did not become ready; its output is in ${application.log}.`)
    }
    await sleep(25)
  }
  return application
}

// --- Loading -------------------------------------------------------------------------------------------------------

function readNote() {
  if (existsSync(noteFile)) {
    return JSON.parse(readFileSync(noteFile, 'utf8'))
  }
  const today = new Date()
  return { until: Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()), loads: {} }
}

async function load(scale, server, note) {
  const count = async () => Number((await server.ask(scale.database, 'SELECT count(*) FROM feedback'))[0].count)
  const stored = await count()
  if (stored < scale.feedback) {
    const batches = Math.ceil(scale.feedback / BATCH)
    // A load that was cut off may have left out some of the last that were under way.
    let next = Math.max(0, Math.floor(stored / BATCH) - 2 * IMPORTERS)
    const first = next
    const begun = Date.now()
    let posted = 0
    const importer = async () => {
      while (next < batches) {
        await postBatch(scale, batch(next++, scale.feedback, note.until))
        posted++
        if (posted % 50 === 0) {
          progress(`${scale.name}: ${(first + posted) * BATCH} of ${scale.feedback} feedback loaded`, posted, begun)
        }
      }
    }
    await Promise.all(Array.from({ length: IMPORTERS }, importer))
    const seconds = (Date.now() - begun) / 1000
    note.loads[scale.name] = { ...note.loads[scale.name], perSecond: (posted * BATCH) / seconds, posted: posted * BATCH }
    if ((await count()) !== scale.feedback) {
      throw new Failure(`${scale.database} holds ${await count()} feedback instead of ${scale.feedback}.`)
    }
    writeNote(note)
  }
  const behindSeconds = await waitUntilNothingIsBehind(scale)
  if (!note.loads[scale.name]?.isSettled) {
    await server.ask(scale.database, 'VACUUM (ANALYZE)')
    note.loads[scale.name] = { ...note.loads[scale.name], behindSeconds, isSettled: true }
    writeNote(note)
  }
}

function writeNote(note) {
  mkdirSync(dataDirectory, { recursive: true })
  writeFileSync(noteFile, JSON.stringify(note, undefined, 2))
}

function progress(text, posted, begun) {
  if (Date.now() - lastProgress > 10_000) {
    lastProgress = Date.now()
    console.log(`  ${text}${posted ? `, ${perSecond((posted * BATCH * 1000) / (Date.now() - begun))} a second` : ''}`)
  }
}

/** Posts a batch until all of it is taken: whoever is told to come back does, and what was taken can't count twice. */
async function postBatch(scale, items) {
  const body = JSON.stringify({ items })
  for (let attempt = 1; ; attempt++) {
    const answer = await post(scale, body)
    if (answer.status === 200 && !answer.text.includes('"problem":{')) {
      return
    }
    if (attempt === POSTS || !answer.text.includes('"status":503')) {
      throw new Failure(`A batch was answered ${answer.status}: ${answer.text.slice(0, 500)}`)
    }
    await sleep(PAUSE_MILLIS)
  }
}

function post(scale, body) {
  return new Promise((resolve, reject) => {
    const call = request(`${scale.url}/api/feedback/batch`, {
      agent,
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
    })
    call.on('error', reject)
    call.on('response', (response) => {
      const parts = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() }))
      response.on('error', reject)
    })
    call.end(body)
  })
}

/** Waits for what is filled from behind: the search, and the counters of repeated rejections. */
async function waitUntilNothingIsBehind(scale) {
  const begun = Date.now()
  // An application that has only just started has not looked yet.
  await sleep(FIRST_LOOK_MILLIS)
  for (;;) {
    const metrics = await scale.application.metrics()
    const waiting = Number(metrics.match(/^replyloop_search_waiting(?:\{.*\})? (\S+)$/m)?.[1] ?? 0)
    if (waiting === 0) {
      return (Date.now() - begun) / 1000
    }
    progress(`${scale.name}: ${Math.round(waiting)} feedback wait for the search's index`)
    await sleep(BEHIND_POLL_MILLIS)
  }
}

// --- What is asked -------------------------------------------------------------------------------------------------

async function ask(all, until) {
  const day = (back) => new Date(until - back * 86_400_000).toISOString().slice(0, 10)
  const last = day(1)
  const window = `from=${day(30)}&to=${last}`
  const words = (...ranks) => ranks.map((rank) => `/api/feedback?q=${word(rank)}`)
  const questions = [
    {
      kind: 'analytics',
      name: '`/analytics`, 30 days',
      paths: () => [`/api/feedback/analytics?${window}`],
      plain: [dailyPlainly(day(60), last), rejectedPlainly(day(30), last)],
    },
    ...['channel', 'model', 'reason'].map((by) => ({
      kind: 'analytics',
      name: `\`/analytics/breakdown?by=${by}\`, 30 days`,
      paths: () => [`/api/feedback/analytics/breakdown?by=${by}&${window}`],
      plain: [breakdownPlainly(by, day(60), day(30), last)],
    })),
    {
      kind: 'also',
      name: '`/analytics`, 30 days of one channel and reason',
      paths: () => [`/api/feedback/analytics?${window}&channel=email&reason=TONE`],
    },
    {
      kind: 'also',
      name: `\`/analytics\`, ${DAYS} days`,
      paths: () => [`/api/feedback/analytics?from=${day(DAYS)}&to=${last}`],
    },
    { kind: 'list', name: 'Replay, first page', paths: () => ['/api/feedback'] },
    { kind: 'list', name: 'Replay, a page from the middle', paths: (scale) => [`/api/feedback?cursor=${scale.cursor}`] },
    {
      kind: 'list',
      name: 'Replay, thumbs-down of one reason',
      paths: () => ['/api/feedback?useful=false&reason=TONE&channel=chat'],
    },
    {
      kind: 'list',
      name: 'Replay, one AI reply',
      paths: () => [1, 10, 100, 1000].map((rank) => `/api/feedback?aiReplyId=${aiReplyId(repeatedReply(rank))}`),
    },
    {
      kind: 'list',
      name: 'Replay, a channel that one in 200,000 has',
      paths: () => [`/api/feedback?channel=${RARE_CHANNEL}`],
    },
    { kind: 'list', name: 'Search, a word in one of 4 feedback', paths: () => words(8, 9, 10, 11) },
    { kind: 'list', name: 'Search, a word in one of 40', paths: () => words(110, 120, 130, 140) },
    { kind: 'list', name: 'Search, a word in one of 400', paths: () => words(1100, 1200, 1300, 1400) },
    { kind: 'list', name: 'Search, a word in one of 4,000', paths: () => words(11_000, 12_000, 13_000, 14_000) },
    {
      kind: 'list',
      name: 'Search, the number of one order',
      paths: (scale) => scale.orders.map((order) => `/api/feedback?q=Order%20${order}`),
    },
    {
      kind: 'list',
      name: 'Search, what nobody wrote',
      paths: () => ['/api/feedback?q=unheard', '/api/feedback?q=zyzzyva%20x'],
    },
  ]
  for (const scale of all) {
    const middle = await (await fetch(`${scale.url}/api/feedback?to=${day(DAYS / 2)}&limit=1`)).json()
    scale.cursor = middle.nextCursor
    scale.orders = [0.1, 0.4, 0.7, 0.95].map((part) =>
      batch(Math.floor((part * scale.feedback) / BATCH), scale.feedback, until)[0].messageId.slice(0, 8),
    )
  }
  return questions.map((question) => ({
    ...question,
    turns: Object.fromEntries(all.map(({ name }) => [name, []])),
  }))
}

/** What an application that has only just started reads once, and keeps, may take longer than a turn. */
async function firstAnswer(scale, question) {
  const begun = performance.now()
  for (const path of question.paths(scale)) {
    const answer = await fetch(scale.url + path)
    await answer.text()
    if (!answer.ok) {
      throw new Failure(`${question.name}: ${path} was answered ${answer.status}.`)
    }
  }
  question.firstMillis = { ...question.firstMillis, [scale.name]: performance.now() - begun }
}

async function reading(scale, { name, paths }) {
  const output = await run(
    'wrk',
    [
      '-t2',
      `-c${CONNECTIONS}`,
      `-d${TURN_SECONDS}s`,
      '--timeout=60s',
      '--latency',
      `--script=${join(import.meta.dirname, 'load', 'reads.lua')}`,
      scale.url,
      '--',
      ...paths(scale),
    ],
    {},
  )
  const measured = JSON.parse(output.trimEnd().split('\n').at(-1))
  if (measured.refused > 0 || measured.lost > 0 || measured.answers === 0) {
    throw new Failure(`${name}: ${measured.refused} of ${measured.answers} refused, ${measured.lost} lost.`)
  }
  return measured
}

// --- The same, plainly ---------------------------------------------------------------------------------------------

function between(first, last) {
  return `occurred_at >= '${first}T00:00:00Z' AND occurred_at < '${last}T00:00:00Z'::timestamptz + interval '1 day'`
}

function dailyPlainly(first, last) {
  return `SELECT (occurred_at AT TIME ZONE 'UTC')::date AS day, count(*), count(*) FILTER (WHERE useful),
                 count(*) FILTER (WHERE NOT useful AND agent_reply IS NOT NULL)
          FROM feedback WHERE ${between(first, last)} GROUP BY 1`
}

function rejectedPlainly(first, last) {
  return `SELECT ai_reply_id, count(*), max(occurred_at)
          FROM feedback WHERE NOT useful AND ${between(first, last)} GROUP BY 1 ORDER BY 2 DESC, 3 DESC LIMIT 10`
}

function breakdownPlainly(by, first, middle, last) {
  return `SELECT ${by}, occurred_at >= '${middle}T00:00:00Z', count(*), count(*) FILTER (WHERE useful),
                 count(*) FILTER (WHERE NOT useful AND agent_reply IS NOT NULL)
          FROM feedback WHERE ${by === 'reason' ? 'NOT useful AND ' : ''}${between(first, last)} GROUP BY 1, 2`
}

async function plainly(server, database, statements) {
  const times = []
  for (let i = 0; i <= TIMES_PLAIN; i++) {
    const before = performance.now()
    for (const statement of statements) {
      await server.ask(database, statement)
    }
    times.push(performance.now() - before)
  }
  // The first one only warmed the cache.
  return median(times.slice(1))
}

// --- The report ----------------------------------------------------------------------------------------------------

async function report(all, questions, server, note) {
  const [smallest, largest] = [all[0], all.at(-1)]
  const figure = (question, scale, percentile) =>
    median(question.turns[scale.name].map((turn) => turn[percentile]))
  const growth = (question, percentile) =>
    figure(question, largest, percentile) / figure(question, smallest, percentile)

  const rows = questions.map((question) => [
    question.name,
    ...all.map((scale) => `${millis(figure(question, scale, 'p50'))} / ${millis(figure(question, scale, 'p95'))}`),
    times(growth(question, question.kind === 'list' ? 'p95' : 'p50')),
    question.plainMillis === undefined ? '' : millis(question.plainMillis),
    millis(question.firstMillis[largest.name] / question.paths(largest).length),
  ])
  const bars = questions.flatMap((question) => {
    if (question.kind === 'also') {
      return []
    }
    const percentile = question.kind === 'list' ? 'p95' : 'p50'
    const [bar, aim] = question.kind === 'list' ? [LIST_BAR, LIST_AIM] : [ANALYTICS_BAR, ANALYTICS_AIM]
    const grown = growth(question, percentile)
    const against = [
      `${question.name}: ${percentile} at ${largest.name} against ${smallest.name}`,
      times(grown),
      `at most ${times(bar)}`,
      times(aim),
      grown <= bar ? (grown <= aim ? 'met, aim too' : 'met') : 'not met',
    ]
    if (question.plainMillis === undefined) {
      return [against]
    }
    const faster = question.plainMillis / figure(question, largest, 'p50')
    return [
      against,
      [
        `${question.name}: against the plain GROUP BY`,
        times(faster),
        `${PLAIN_BAR}× faster`,
        `${PLAIN_AIM}×`,
        faster >= PLAIN_BAR ? (faster >= PLAIN_AIM ? 'met, aim too' : 'met') : 'not met',
      ],
    ]
  })
  const running = all.map((scale) => {
    const loaded = note.loads[scale.name]
    return [
      scale.feedback.toLocaleString('en-GB'),
      perSecond(loaded.perSecond),
      loaded.behindSeconds.toFixed(0),
      (scale.startMillis / 1000).toFixed(1),
      (scale.residentBytes / 2 ** 20).toFixed(0),
    ]
  })
  return `## The reads

\`make bench-reads SCALE=${largest.name}\`, ${new Date().toISOString().slice(0, 10)}: milliseconds, p50 / p95, with ${CONNECTIONS} connections; medians of ${ROUNDS} rounds in turn, ${TURN_SECONDS} s each.

${table(
  ['', ...all.map(({ name }) => name), `${largest.name} : ${smallest.name}`, `plain GROUP BY at ${largest.name}`, 'first answer'],
  rows,
)}

${table(['ratio', 'measured', 'bar', 'aim', ''], bars)}

${table(
  ['feedback', 'loaded a second', 'search behind, s', 'start-up, s', 'resident memory, MiB'],
  running,
)}

- Machine: ${machine()}; load generator, server and PostgreSQL share it. Other work kept ${bystanders} of the cores busy (median).
- PostgreSQL ${await server.version()}, with the settings above.
- The feedback is spread evenly over ${DAYS} days, with short texts: messages and replies of ten words each, whose ranks
  follow Zipf; 30 % thumbs-down with a reason and an agent reply; of the AI replies 70 % are unique, the others Zipf over 5,000.
- The growth of an analytics call is that of its p50, a list's that of its p95. The plain GROUP BY reads the same days from
  \`feedback\`, through its index by time, one client at a time, and ranks the replies without showing them.
- "First answer" is the very first to a question, at ${largest.name}, of an application that has just started and has kept nothing yet.
- Loaded through \`POST /api/feedback/batch\`, ${IMPORTERS} connections, batches of ${BATCH.toLocaleString('en-GB')}; "behind" is how long the search's index took
  after the last answer. Start-up is from the start of the process to the first 200 of \`/q/health/ready\`, the median of ${STARTS};
  resident memory is the application's after the reads.`
}

function times(ratio) {
  return `${Number(ratio.toFixed(ratio < 10 ? 2 : 0))}×`
}

function millis(value) {
  return value.toFixed(value < 100 ? 1 : 0)
}

function perSecond(rate) {
  return Math.round(rate).toLocaleString('en-GB')
}
