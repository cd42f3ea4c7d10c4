// `make bench-prompts`: what learned prompts are worth and cost. Always: what was known before the demo's overrides, and whether
// planted lies and personal data come through. With DATA and QUERIES (a line each: text, tab, label): whether the examples for
// a question are of its label. With PAST and ARRIVING (a line each: customer's message, tab, agent's reply): how many of those that
// arrive were known from the past. With SCALE: how long a prompt takes beside so many messages. With ONLY (demo, planted, labelled,
// corrected or scaled): that part alone, and nothing is written into docs/benchmarks.md.
import { once } from 'node:events'
import { createWriteStream, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { data, Failure, freePort, logs, root, startBackend, stopLeftoverPostgres } from '../../.make/processes.mjs'
import { Server } from './database.mjs'
import { lies, matters, personal } from './planted.mjs'
import { java, Peer, run, stopAll } from './programs.mjs'
import { Bystanders, machine, publish, table } from './report.mjs'

const BATCH = 1000
const CONNECTIONS = 8
const PROMPTS = 1000
const LATENCY_SECONDS = 15
/** So many are embedded for SCALE, of which the others' vectors are made. */
const SAMPLE = 5_000
const SCALES = { '100k': 100_000, '1m': 1_000_000 }
const DAY = 86_400_000
const dataDirectory = join(data, 'bench-prompts')
const packaged = join(root, 'backend', 'target', 'quarkus-app', 'quarkus-run.jar')
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
  await stopLeftoverPostgres(dataDirectory)
  rmSync(dataDirectory, { recursive: true, force: true })
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
}
process.exit()

async function bench() {
  const port = await freePort(0)
  // The trial's own application keeps the server up, and judges the demo.
  const host = startBackend({ port, dataDirectory, demo: process.env.ONLY === undefined || process.env.ONLY === 'demo', log: join(logs, 'bench-prompts.log') })
  started.push(host)
  const hostUrl = `http://127.0.0.1:${port}`
  await host.answers(`${hostUrl}/q/health/ready`)
  const { ONLY: only, DATA: labelledFile, PAST: past, SCALE: scale } = process.env
  const wants = (part) => only === undefined || only === part
  const server = new Server(dataDirectory)
  const rows = wants('demo') ? await judgedDemo(hostUrl) : []
  if (wants('planted')) {
    rows.push(...(await within(server, 'planted_lies', plantLies)))
    rows.push(...(await within(server, 'planted_personal', plantPersonal)))
  }
  if (labelledFile && wants('labelled')) {
    rows.push(...(await within(server, 'labelled', askLabelled)))
  }
  if (past && wants('corrected')) {
    rows.push(...(await within(server, 'corrected', judgeArriving)))
  }
  if (scale && wants('scaled')) {
    rows.push(...(await within(server, 'scaled', askAtScale)))
  }
  const text = `## Learned prompts

\`make bench-prompts\`${process.env.SCALE ? ` SCALE=${process.env.SCALE}` : ''}, ${new Date().toISOString().slice(0, 10)}.

${table(['what', 'measured', 'at least', 'aim'], rows)}

- Machine: ${machine()}; other work on it: ${bystanders.toString()} of the cores.
- Known, control and misled as ADR 0017 says; the demo's last 60 days.
`
  console.log(`\n${text}`)
  if (only === undefined) {
    console.log(`Written to ${publish('make bench-prompts', text)}`)
  }
  await server.close()
  return 0
}

/** Runs a measurement against an application on a database of its own, with topics. */
async function within(server, database, measure) {
  await server.create(database)
  const application = await start(server, database)
  try {
    await bystanders.look()
    return await measure(application, server, database)
  } finally {
    await application.stop()
  }
}

async function start(server, database) {
  const application = await Peer.start(database, java, ['-Xmx3g', '-jar', packaged], (port) => ({
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_MANAGEMENT_PORT: '0',
    REPLYLOOP_DATABASE_URL: server.url(database),
    REPLYLOOP_ACCESS: 'off',
  }))
  const deadline = Date.now() + 120_000
  while (!(await fetch(`${application.url}/q/health/ready`).catch(() => undefined))?.ok) {
    if (Date.now() > deadline) {
      throw new Failure(`The application did not become ready; its output is in ${application.log}.`)
    }
    await sleep(100)
  }
  return application
}

// --- What was known in the demo ---------------------------------------------------------------------------------------

async function judgedDemo(url) {
  console.log('The demo is loaded, embedded and judged')
  const begun = Date.now()
  await until(async () => {
    const { demo } = await get(`${url}/api/about`)
    const { waiting } = await get(`${url}/api/feedback/analytics/learning`)
    const { progress } = await get(`${url}/api/feedback/analytics/topics`)
    return demo?.state === 'LOADED' && progress.waiting === 0 && waiting === 0
  })
  const { today } = await get(`${url}/api/about`)
  const from = new Date(Date.parse(today) - 59 * DAY).toISOString().slice(0, 10)
  const learning = await get(`${url}/api/feedback/analytics/learning?from=${from}&to=${today}`)
  const { judged, known, control, covered, thumbsUp, misleading } = learning
  console.log(`  ${seconds(begun)} s; ${judged} overrides and ${thumbsUp} thumbs-up judged`)
  return [
    ['demo: answer known with four examples', `${percent(known / judged)} of ${judged}`, '42 %', '55 %'],
    ['demo: covered by an example', percent(covered / judged), '', ''],
    ['demo: by chance', percent(control / judged), 'at most 3 %', '1 %'],
    ['demo: thumbs-up misled', `${percent(misleading / thumbsUp)} of ${thumbsUp}`, 'at most 5 %', '2 %'],
  ]
}

// --- What must not come through ---------------------------------------------------------------------------------------

async function plantLies(application) {
  const { feedback, lie, truth } = lies()
  await postAll(application, feedback)
  await isLookedAt(application, feedback.length)
  let lied = 0
  let told = 0
  for (const answer of await promptsFor(application, { trust: 'AGREED' })) {
    lied += answer.examples.some(({ reply }) => reply.includes(lie)) ? 1 : 0
    told += answer.examples.some(({ reply }) => reply.includes(truth)) ? 1 : 0
  }
  return [
    [`one agent's lie in ${PROMPTS} prompts of agreed trust`, String(lied), '0', ''],
    ['what two agents say in the same', String(told), '', ''],
  ]
}

async function plantPersonal(application) {
  const { feedback, items } = personal()
  await postAll(application, feedback)
  await isLookedAt(application, feedback.length)
  let leaked = 0
  let withExamples = 0
  for (const answer of await promptsFor(application, {})) {
    const text = answer.examples.map(({ message, reply }) => `${message}\n${reply}`).join('\n')
    const found = items.filter((item) => text.includes(item))
    leaked += found.length
    if (found.length > 0) {
      console.log(`  came through: ${found.join(' | ')}`)
    }
    withExamples += answer.examples.length > 0 ? 1 : 0
  }
  return [
    [`${items.length} personal items in ${PROMPTS} prompts`, String(leaked), '0', ''],
    ['prompts of these with an example', String(withExamples), '', ''],
  ]
}

function promptsFor(application, request) {
  const questions = matters()
  return inParallel(PROMPTS, (index) =>
    ask(application, { ...request, message: questions[index % questions.length], limit: 8, maxCharacters: 20_000 }),
  )
}

// --- Whether examples are of the question's label -----------------------------------------------------------------------

async function askLabelled(application) {
  const labels = new Map()
  const stored = labelled(process.env.DATA)
  const feedback = stored.map(({ text, label }, index) => {
    // No two replies say the same, so that none is left out for that: what is measured is what is near.
    const aiReply = `${index.toString(36)} ${Array.from({ length: 8 }, (_, at) => ((index + 7) * (at + 31)).toString(36)).join(' ')}`
    labels.set(aiReply, label)
    return { messageId: uuid(index), message: text, aiReply, useful: true, occurredAt: ago(index) }
  })
  await postAll(application, feedback)
  await isLookedAt(application, feedback.length)
  const ids = new Map()
  const receipts = await inParallel(Math.ceil(feedback.length / BATCH), (at) =>
    post(`${application.url}/api/feedback/batch`, { items: feedback.slice(at * BATCH, (at + 1) * BATCH) }),
  )
  receipts.flatMap(({ results }) => results).forEach(({ id }, at) => ids.set(id, labels.get(feedback[at].aiReply)))
  const asked = labelled(process.env.QUERIES)
  let first = 0
  let anyOfFive = 0
  await inParallel(asked.length, async (index) => {
    const { examples } = await ask(application, { message: asked[index].text, limit: 5, maxCharacters: 20_000 })
    const found = examples.map(({ feedbackId }) => ids.get(feedbackId))
    first += found[0] === asked[index].label ? 1 : 0
    anyOfFive += found.includes(asked[index].label) ? 1 : 0
  })
  return [
    [`${basename(process.env.DATA)}: same label, first of the examples (${stored.length} stored, ${asked.length} asked)`, (first / asked.length).toFixed(3), '', ''],
    ['same label, one of five', (anyOfFive / asked.length).toFixed(3), '', ''],
  ]
}

// --- Whether corrections that arrive were known --------------------------------------------------------------------------

async function judgeArriving(application) {
  const past = labelled(process.env.PAST)
  const arriving = labelled(process.env.ARRIVING)
  const overrides = (pairs, from, firstDay) =>
    pairs.map(({ text, label }, index) => ({
      messageId: uuid(from + index),
      message: text,
      // Says nothing of the matter: all that the agent wrote is what was to be known.
      aiReply: `Thank you for your message, we will get back to you. ${(from + index).toString(36)}`,
      useful: false,
      agentReply: label,
      occurredAt: new Date(Date.now() - firstDay * DAY + index * 1000).toISOString(),
    }))
  await postAll(application, [...overrides(past, 0, 9), ...overrides(arriving, past.length, 2)])
  await isLookedAt(application, past.length + arriving.length)
  await until(async () => (await get(`${application.url}/api/feedback/analytics/learning`)).waiting === 0)
  const day = (ago) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10)
  const { judged, known, control, covered } = await get(
    `${application.url}/api/feedback/analytics/learning?from=${day(3)}&to=${day(0)}`,
  )
  return [
    [`${basename(process.env.ARRIVING)}: corrections that arrive, known from ${past.length} before`, `${percent(known / judged)} of ${judged}`, '', ''],
    ['of these covered by an example', percent(covered / judged), '', ''],
    ['of these known by chance', percent(control / judged), '', ''],
  ]
}

function labelled(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const [text, label] = line.split('\t')
      return { text, label }
    })
}

// --- How long a prompt takes ----------------------------------------------------------------------------------------------

async function askAtScale(application, server, database) {
  const count = SCALES[process.env.SCALE.toLowerCase()]
  if (!count) {
    throw new Failure('SCALE is 100k or 1m.')
  }
  const sample = scaled(0, SAMPLE)
  await postAll(application, sample)
  await isLookedAt(application, sample.length)
  await application.stop()
  // The rest gets the vectors of these, each a little moved: to embed a million texts takes hours.
  const quiet = await Peer.start(`${database}-load`, java, ['-jar', packaged], (port) => ({
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_MANAGEMENT_PORT: '0',
    REPLYLOOP_DATABASE_URL: server.url(database),
    REPLYLOOP_ACCESS: 'off',
    REPLYLOOP_TOPICS_ENABLED: 'false',
  }))
  await quiet.answers()
  for (let from = sample.length; from < count; from += 10 * BATCH) {
    await postAll(quiet, scaled(from, Math.min(10 * BATCH, count - from)), false)
  }
  await quiet.stop()
  await perturbVectors(server, database, count)
  const [recall, searched, slowest] = await neighbourRecall(server, database)
  const measured = await start(server, database)
  try {
    await until(async () => Number(/^replyloop_prompts_messages (\S+)/m.exec(await measured.metrics())?.[1]) >= count)
    const heap = Number(/^jvm_memory_used_bytes\{area="heap",id="G1 Old Gen"\} (\S+)/m.exec(await measured.metrics())?.[1])
    const script = join(root, 'backend', 'target', 'bench-prompts.lua')
    writeFileSync(
      script,
      `local messages = { ${matters().map((one) => JSON.stringify(one.padEnd(200, ' and I would like to know what to do about it now').slice(0, 200))).join(', ')} }
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local at = 0
request = function()
  at = at + 1
  return wrk.format(nil, nil, nil, '{"preview": true, "message": "' .. messages[at % #messages + 1] .. '"}')
end
done = function(summary, latency)
  io.write(string.format("%d %d %d %d", latency:percentile(50), latency:percentile(95), summary.requests, summary.errors.status))
end
`,
    )
    const load = async (duration) =>
      (await run('wrk', ['-t', '2', '-c', String(CONNECTIONS), '-d', `${duration}s`, '-s', script, `${measured.url}/api/prompts`]))
        .trim()
        .split('\n')
        .at(-1)
        .split(' ')
        .map(Number)
    await atRest(measured)
    // Long enough for the JIT compiler to be done.
    await load(30)
    const [p50, p95, requests, errors] = await load(LATENCY_SECONDS)
    if (errors > 0) {
      throw new Failure(`${errors} prompts were refused.`)
    }
    const judged = count > 100_000 ? null : await judgeAnew(measured, server, database)
    return [
      [
        `a prompt of 200 characters beside ${process.env.SCALE}, ${CONNECTIONS} connections, p95`,
        `${(p95 / 1000).toFixed(0)} ms (p50 ${(p50 / 1000).toFixed(0)} ms, ${Math.round(requests / LATENCY_SECONDS)} a second)`,
        count > 100_000 ? '100 ms' : '30 ms',
        count > 100_000 ? '40 ms' : '15 ms',
      ],
      [`of the four nearest of ${process.env.SCALE} found, sought in memory`, `${recall} (p50 ${searched} ms, p95 ${slowest} ms)`, '0.95', ''],
      ...(judged === null ? [] : [[`${judged.verdicts} verdicts judged anew`, `${judged.seconds} s`, '120 s', '60 s']]),
      ['heap that stays in use', `${Math.round(heap / 2 ** 20)} MiB`, 'at most 1 GiB more', ''],
    ]
  } finally {
    await measured.stop()
  }
}

async function neighbourRecall(server, database) {
  const file = createWriteStream(join(dataDirectory, 'vectors.f32'))
  let dimensions = 0
  for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await server.ask(
      database,
      `SELECT message_id, vector FROM message_topics WHERE message_id > '${last}' ORDER BY message_id LIMIT 10000`,
    )
    if (rows.length === 0) {
      break
    }
    last = rows.at(-1).message_id
    dimensions = rows[0].vector.length / Float32Array.BYTES_PER_ELEMENT
    if (!file.write(Buffer.concat(rows.map(({ vector }) => vector)))) {
      await once(file, 'drain')
    }
  }
  file.end()
  await once(file, 'finish')
  const output = await run(java, [
    '-Xmx3g',
    '-cp',
    process.env.BENCH_CLASS_PATH,
    'dev.replyloop.bench.neighbours.NeighbourRecall',
    file.path,
    String(dimensions),
  ])
  rmSync(file.path)
  return output.trim().split(' ')
}

/** Judges up to 100,000 verdicts as if none had been, a third of them overrides. */
async function judgeAnew({ url }, server, database) {
  const begun = Date.now()
  await server.ask(
    database,
    `INSERT INTO topic_feedback (feedback_id, message_id, occurred_at, day, channel, model, reason, useful, overridden, changed_in)
     SELECT id, message_id, occurred_at, (occurred_at AT TIME ZONE 'UTC')::date, '', '', '', useful, overridden, changed_in
     FROM feedback LIMIT 100000
     ON CONFLICT DO NOTHING`,
  )
  await until(async () => (await get(`${url}/api/feedback/analytics/learning`)).waiting === 0)
  const [{ verdicts }] = await server.ask(database, 'SELECT count(*) AS verdicts FROM topic_feedback')
  return { verdicts, seconds: seconds(begun) }
}

/** Waits until the application has little to do: topics are read anew after a start. */
async function atRest(application) {
  let quiet = 0
  await until(async () => {
    const usage = Number(/^process_cpu_usage\S* (\S+)/m.exec(await application.metrics())?.[1])
    quiet = usage < 0.05 ? quiet + 1 : 0
    return quiet >= 5
  })
}

/** Of DATA's texts where there are some, so that they are as different as real ones. */
function scaled(from, count) {
  const questions = process.env.DATA ? labelled(process.env.DATA).map(({ text }) => text) : matters()
  return Array.from({ length: count }, (_, at) => {
    const index = from + at
    return {
      messageId: uuid(index),
      message: `${questions[index % questions.length]} ${index.toString(36)}`.padEnd(200, ' and I would like to know').slice(0, 200),
      aiReply: `Reply ${index.toString(36)} ${((index + 3) * 7919).toString(36)}: we look into it, and write to you within a day.`,
      useful: index % 3 !== 0,
      ...(index % 3 === 0 ? { agentReply: `We have sorted it out, number ${((index + 5) * 104_729).toString(36)}.` } : {}),
      occurredAt: ago(index % 86_400),
    }
  })
}

/** Marks all of it as looked at, so that nothing but the prompts is at work while they are timed. */
async function perturbVectors(server, database, count) {
  console.log(`  ${count} vectors are made of the first`)
  const known = await server.ask(database, `SELECT vector, model FROM message_topics LIMIT ${SAMPLE}`)
  const vectors = known.map(({ vector }) => new Float32Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.length)))
  const missing = await server.ask(
    database,
    'SELECT id FROM customer_messages WHERE id NOT IN (SELECT message_id FROM message_topics)',
  )
  for (let from = 0; from < missing.length; from += BATCH) {
    const rows = missing.slice(from, from + BATCH).map(({ id }, at) => {
      const base = vectors[(from + at) % vectors.length]
      const moved = base.map((value) => value + (Math.random() - 0.5) * 0.06)
      const length = Math.hypot(...moved)
      const bytes = Buffer.from(moved.map((value) => value / length).buffer)
      return `('${id}', '${known[0].model}', '\\x${bytes.toString('hex')}', '\\x${'00'.repeat(32)}', now())`
    })
    await server.ask(
      database,
      `INSERT INTO message_topics (message_id, model, vector, text_digest, written_at) VALUES ${rows.join(', ')}`,
    )
  }
  await server.ask(
    database,
    `UPDATE topic_progress SET changed_in = (SELECT max(changed_in) FROM feedback), feedback_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff',
       regrouped_messages = ${count}, regrouped_at = now();
     UPDATE topic_feedback SET covered = true WHERE covered IS NULL`,
  )
  await server.ask(database, 'VACUUM (ANALYZE)')
}

// --- Calls -----------------------------------------------------------------------------------------------------------------

async function postAll(application, feedback, isTold = true) {
  await inParallel(Math.ceil(feedback.length / BATCH), async (at) => {
    const items = feedback.slice(at * BATCH, (at + 1) * BATCH)
    for (;;) {
      const { results } = await post(`${application.url}/api/feedback/batch`, { items })
      const refused = results.find(({ status }) => status >= 400)
      if (!refused) {
        return
      }
      if (refused.status !== 503) {
        throw new Failure(`A feedback was refused: ${JSON.stringify(refused)}`)
      }
      await sleep(1000)
    }
  })
  if (isTold) {
    console.log(`  ${feedback.length} verdicts posted`)
  }
}

/** Waits until all messages are embedded, and this instance can find them. */
async function isLookedAt(application, count) {
  const begun = Date.now()
  await until(async () => {
    const { progress } = await get(`${application.url}/api/feedback/analytics/topics`)
    const found = Number(/^replyloop_prompts_messages (\S+)/m.exec(await application.metrics())?.[1])
    return progress.waiting === 0 && found >= count
  })
  console.log(`  embedded in ${seconds(begun)} s`)
}

function ask(application, request) {
  return post(`${application.url}/api/prompts`, { ...request, preview: true })
}

async function post(url, body) {
  for (;;) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (answer.ok) {
      return answer.json()
    }
    if (answer.status !== 503) {
      throw new Failure(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
    }
    await answer.arrayBuffer()
    await sleep(200)
  }
}

async function get(url) {
  return JSON.parse(await text(url))
}

async function text(url) {
  const answer = await fetch(url)
  if (!answer.ok) {
    throw new Failure(`${url} answered ${answer.status}`)
  }
  return answer.text()
}

async function inParallel(count, work) {
  const results = new Array(count)
  let next = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < count) {
        const at = next++
        results[at] = await work(at)
      }
    }),
  )
  return results
}

async function until(holds) {
  while (!(await holds())) {
    await sleep(500)
  }
}

function seconds(begun) {
  return ((Date.now() - begun) / 1000).toFixed(0)
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`
}

function uuid(index) {
  return `0190b000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`
}

function ago(secondsBefore) {
  return new Date(Date.now() - DAY - secondsBefore * 1000).toISOString()
}
