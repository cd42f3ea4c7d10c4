// `make run`: builds what is not built, starts backend and dashboard, and stops both when it is told to or when one of
// them ends.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  data,
  Failure,
  findRun,
  forgetRun,
  freePort,
  logs,
  noteRun,
  startBackend,
  startDashboard,
  stopAll,
} from './processes.mjs'

const DEMO_POLL_MILLIS = 2000
const DEMO_POLLS = 10

const port = portOf('PORT', 8080)
const dashboardPort = portOf('DASHBOARD_PORT', 5173)
const demo = demoOf(process.env.DEMO)
const backendUrl = `http://127.0.0.1:${port}`
const dashboardUrl = `http://127.0.0.1:${dashboardPort}`
const database = join(data, 'postgres')
const servers = []

let noted = false
let stopping = false
const stopAsked = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true
      resolve()
    })
  }
})

try {
  const run = await findRun()
  if (run !== undefined) {
    throw new Failure(`ReplyLoop is running here already (process ${run.pid}).`)
  }
  noteRun(servers)
  noted = true
  await mustBeFree(port, 'PORT')
  await mustBeFree(dashboardPort, 'DASHBOARD_PORT')
  await build()
  await Promise.race([stopAsked, start().then(anyEnd)])
} catch (error) {
  if (!(error instanceof Failure)) {
    throw error
  }
  if (error.message !== '') {
    console.error(error.message)
  }
  process.exitCode = 1
} finally {
  await stop()
  if (noted) {
    forgetRun()
  }
}
process.exit()

function portOf(name, standard) {
  const value = process.env[name] || String(standard)
  if (!/^\d+$/.test(value) || value < 1 || value > 65_535) {
    console.error(`${name} is a port, such as ${name}=${standard}; '${value}' is none.`)
    process.exit(1)
  }
  return Number(value)
}

function demoOf(value = 'yes') {
  const wanted = { yes: true, true: true, no: false, false: false }[value.toLowerCase()]
  if (wanted === undefined) {
    console.error(`DEMO is yes or no; '${value}' is neither.`)
    process.exit(1)
  }
  return wanted
}

async function mustBeFree(wanted, name) {
  try {
    await freePort(wanted)
  } catch (error) {
    const why = error.code === 'EADDRINUSE' ? 'is taken: stop what listens there, or' : `can't be used (${error.code}):`
    throw new Failure(`Port ${wanted} ${why} choose another with make run ${name}=${wanted % 50_000 + 10_000}`)
  }
}

async function build() {
  const child = spawn(join(import.meta.dirname, 'build'), { stdio: 'inherit' })
  void stopAsked.then(() => child.kill('SIGTERM'))
  const status = await new Promise((resolve) => child.on('exit', resolve))
  if (status !== 0) {
    // The build has said why.
    throw new Failure('')
  }
}

async function start() {
  if (stopping) {
    return
  }
  console.log('Starting PostgreSQL and the backend')
  const backend = startBackend({
    port,
    dataDirectory: database,
    demo,
    log: join(logs, 'backend.log'),
  })
  servers.push(backend)
  noteRun(servers)
  await backend.answers(`${backendUrl}/q/health/ready`)

  if (stopping) {
    return
  }
  console.log('Starting the dashboard')
  const dashboard = startDashboard({
    port: dashboardPort,
    backend: backendUrl,
    log: join(logs, 'dashboard.log'),
  })
  servers.push(dashboard)
  noteRun(servers)
  await dashboard.answers(dashboardUrl)

  console.log(`
  Dashboard    ${dashboardUrl}
  Swagger UI   ${backendUrl}/q/swagger-ui
  Post one     curl -i ${backendUrl}/api/feedback -H 'Content-Type: application/json' -d '${sample()}'

  The log is .data/logs/backend.log, the data is in .data/postgres. Ctrl-C stops everything.
`)
  void reportDemo()
  void reportDatabase(backend)
}

/** Passes on what the backend's log says of PostgreSQL's coming and going. */
async function reportDatabase(backend) {
  const told = new Set()
  while (!stopping) {
    await sleep(DEMO_POLL_MILLIS, undefined, { ref: false })
    for (const line of backend.output().matchAll(/^(\S+ \S+) WARN .*?(The embedded PostgreSQL .*)$/gm)) {
      if (!told.has(line[1])) {
        told.add(line[1])
        console.log(line[2])
      }
    }
  }
}

function sample() {
  return JSON.stringify({
    messageId: crypto.randomUUID(),
    message: 'Where is my parcel?',
    aiReply: 'It is on its way.',
    useful: false,
    agentReply: 'It will be with you tomorrow before noon.',
    reason: 'INCOMPLETE',
    channel: 'chat',
  })
}

/** Says how far the demo data is; the loader's first word may take a moment, and without it there is no demo data. */
async function reportDemo() {
  let reported
  for (let polls = 0; !stopping; polls++) {
    await sleep(DEMO_POLL_MILLIS, undefined, { ref: false })
    const about = await fetch(`${backendUrl}/api/about`)
      .then((response) => response.json())
      .catch(() => undefined)
    if (about?.demo?.state === 'LOADED') {
      console.log(
        `The dashboard shows demo data, ${figure(about.demo.total)} verdicts. To start empty: make reset, then make run DEMO=no`,
      )
      return
    }
    if (about?.demo?.state === 'LOADING' && about.demo.loaded !== reported) {
      reported = about.demo.loaded
      console.log(`Loading demo data: ${figure(reported)} of ${figure(about.demo.total)} verdicts`)
    }
    if (reported === undefined && polls === DEMO_POLLS) {
      return
    }
  }
}

function figure(count) {
  return count.toLocaleString('en')
}

async function anyEnd() {
  await Promise.race(
    servers.map(async (server) => {
      await server.ended
      throw new Failure(server.whyItEnded())
    }),
  )
}

async function stop() {
  if (servers.length === 0) {
    return
  }
  console.log('\nStopping: the dashboard, then the backend, then PostgreSQL')
  await stopAll(servers, database)
  console.log('Stopped. `make run` goes on where this ended.')
}
