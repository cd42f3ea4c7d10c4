// What the scripts beside it share: the servers of a run, and how processes are found and stopped.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
export const data = join(root, '.data')
export const logs = join(data, 'logs')

const READY_POLL_MILLIS = 250
// Recovery after a kill may go before the first answer, and so may a slow machine.
const READY_LIMIT_MILLIS = 11 * 60_000
// The backend answers what it has begun and PostgreSQL writes its checkpoint.
const STOP_LIMIT_MILLIS = 150_000

export class Failure extends Error {}

export async function freePort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: found } = server.address()
      server.close(() => resolve(found))
    })
  })
}

/** A server that this process started, in a process group of its own: Ctrl-C in the terminal reaches us alone. */
class Server {
  constructor(name, command, args, env, log) {
    this.name = name
    this.log = log
    mkdirSync(dirname(log), { recursive: true })
    const output = openSync(log, 'w')
    this.child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
      detached: true,
    })
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => resolve(error.message))
      this.child.on('exit', (status, signal) => resolve(signal ?? `exit status ${status}`))
    })
    this.ended.then((how) => (this.end = how))
  }

  get pid() {
    return this.child.pid
  }

  /** Resolves when the address answers 200; fails when the server ends before. */
  async answers(url) {
    const deadline = Date.now() + READY_LIMIT_MILLIS
    while (Date.now() < deadline) {
      if (this.end !== undefined) {
        throw new Failure(this.whyItEnded())
      }
      const response = await fetch(url).catch(() => undefined)
      await response?.body?.cancel()
      if (response?.status === 200) {
        return
      }
      await sleep(READY_POLL_MILLIS)
    }
    throw new Failure(`The ${this.name} did not get ready; its output is in ${this.log}.`)
  }

  whyItEnded() {
    const lines = readFileSync(this.log, 'utf8').trimEnd().split('\n')
    const sentence = lines.find((line) => line.startsWith('ReplyLoop did not start.'))
    return sentence ?? [`The ${this.name} ended (${this.end}); its output is in ${this.log}:`, ...lines.slice(-5)].join('\n')
  }

  get wasKilled() {
    return this.end === 'SIGKILL'
  }

  async stop() {
    if (this.end !== undefined) {
      return
    }
    this.child.kill('SIGTERM')
    const stopped = await Promise.race([this.ended, sleep(STOP_LIMIT_MILLIS, undefined, { ref: false })])
    if (stopped === undefined) {
      killGroup(this.pid, 'SIGKILL')
      await this.ended
    }
  }
}

export function startBackend({ port, dataDirectory, demo, log }) {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
  return new Server(
    'backend',
    java,
    ['-jar', join(root, 'backend', 'target', 'quarkus-app', 'quarkus-run.jar')],
    {
      REPLYLOOP_TRIAL: 'true',
      REPLYLOOP_TRIAL_DEMO: String(demo),
      REPLYLOOP_TRIAL_DATA_DIRECTORY: dataDirectory,
      QUARKUS_HTTP_HOST: '127.0.0.1',
      QUARKUS_HTTP_PORT: String(port),
    },
    log,
  )
}

export function startDashboard({ port, backend, log }) {
  const frontend = join(root, 'frontend')
  return new Server(
    'dashboard',
    process.execPath,
    [join(frontend, 'node_modules', 'vite', 'bin', 'vite.js'), 'preview', frontend],
    { REPLYLOOP_BACKEND: backend, REPLYLOOP_DASHBOARD_PORT: String(port) },
    log,
  )
}

export function killGroup(pid, name) {
  signal(-pid, name)
}

function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error
    }
  }
}

// --- The note of what runs: one run at a time, and nothing forgotten when one was killed ---------------------------

const note = join(data, 'running.json')

/** The run that goes on in this checkout, if there is one; what a killed one left behind is stopped. */
export async function findRun() {
  if (!existsSync(note)) {
    return undefined
  }
  const run = JSON.parse(readFileSync(note, 'utf8'))
  if (commandLine(run.pid).includes('run.mjs')) {
    return run
  }
  for (const pid of run.servers) {
    await stopLeftover(pid, 'SIGTERM')
  }
  await stopLeftoverPostgres(join(data, 'postgres'))
  forgetRun()
  return undefined
}

/** The PostgreSQL that runs on a data directory, started by whomever. */
export function findPostgres(dataDirectory) {
  const file = join(dataDirectory, 'cluster', 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
  return commandLine(pid).includes(dataDirectory) ? pid : undefined
}

/** Stops the PostgreSQL that a killed backend left behind; there is none after an orderly stop. */
export async function stopLeftoverPostgres(dataDirectory) {
  const pid = findPostgres(dataDirectory)
  if (pid !== undefined) {
    await stopLeftover(pid, 'SIGINT')
  }
}

async function stopLeftover(pid, name) {
  if (!commandLine(pid).includes(root)) {
    return
  }
  console.log(`Stopping what was left behind by a kill (process ${pid})`)
  signal(pid, name)
  while (commandLine(pid).includes(root)) {
    await sleep(READY_POLL_MILLIS)
  }
}

/** Notes what this run has started; the first note, of nothing yet, fails when another run was quicker. */
export function noteRun(servers) {
  mkdirSync(data, { recursive: true })
  const run = { pid: process.pid, servers: servers.map((server) => server.pid) }
  writeFileSync(note, JSON.stringify(run), { flag: servers.length === 0 ? 'wx' : 'w' })
}

export function forgetRun() {
  rmSync(note, { force: true })
}

/** What a process was started as: ids are used again, so an id alone says nothing. Empty when there is none. */
function commandLine(pid) {
  try {
    return existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      : execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
