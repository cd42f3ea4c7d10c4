// What the scripts beside it share: the servers of a run, and how processes are found and stopped.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
const LONGEST_LOG_BYTES = 20_000_000

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
export class Server {
  constructor(name, command, args, env, log) {
    this.name = name
    this.log = log
    mkdirSync(dirname(log), { recursive: true })
    rotate(log)
    this.begin = existsSync(log) ? statSync(log).size : 0
    const output = openSync(log, 'a')
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
    const lines = this.output().trimEnd().split('\n')
    const sentence = lines.find((line) => line.startsWith('ReplyLoop did not start.'))
    return sentence ?? [`The ${this.name} ended (${this.end}); its output is in ${this.log}:`, ...lines.slice(-5)].join('\n')
  }

  /** What it has written since it was started. */
  output() {
    return readFileSync(this.log).subarray(this.begin).toString('utf8')
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

/** What earlier runs have written stays to be read; beyond so much it goes into a second file, and that one's goes. */
function rotate(log) {
  if (existsSync(log) && statSync(log).size > LONGEST_LOG_BYTES) {
    renameSync(log, `${log}.1`)
  }
}

/**
 * Stops servers, the last one first, and whatever they started: a backend that was killed, or that crashed, leaves its
 * PostgreSQL behind.
 */
export async function stopAll(servers, dataDirectory) {
  for (const server of servers.toReversed()) {
    await server.stop()
    // Of its group nobody is to be left, whatever became of it.
    killGroup(server.pid, 'SIGKILL')
  }
  await stopLeftoverPostgres(dataDirectory)
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
      QUARKUS_MANAGEMENT_PORT: '0',
    },
    log,
  )
}

/** A second instance on a trial's database that lets in only who is known, as in production. */
export function startGuardedBackend({ port, dataDirectory, publicUrl, log }) {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
  const password = readFileSync(join(dataDirectory, 'password'), 'utf8')
  const databasePort = readFileSync(join(dataDirectory, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[3]
  return new Server(
    'guarded backend',
    java,
    ['-jar', join(root, 'backend', 'target', 'quarkus-app', 'quarkus-run.jar')],
    {
      REPLYLOOP_DATABASE_URL: `postgresql://replyloop:${password}@127.0.0.1:${databasePort}/replyloop?sslmode=disable`,
      REPLYLOOP_PUBLIC_URL: publicUrl,
      REPLYLOOP_TOPICS_ENABLED: 'false',
      QUARKUS_HTTP_HOST: '127.0.0.1',
      QUARKUS_HTTP_PORT: String(port),
      QUARKUS_MANAGEMENT_PORT: '0',
    },
    log,
  )
}

export function startDashboard({ port, backend, log }) {
  const frontend = join(root, 'frontend')
  return new Server(
    'dashboard',
    process.execPath,
    [join(import.meta.dirname, 'dashboard.mjs'), join(frontend, 'dist')],
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
export async function findRun(file = note, dataDirectory = join(data, 'postgres')) {
  if (!existsSync(file)) {
    return undefined
  }
  const run = readNote(file)
  if (commandLine(run.pid).includes('run.mjs')) {
    return run
  }
  for (const pid of run.servers) {
    await stopLeftover(pid, 'SIGTERM')
  }
  await stopLeftoverPostgres(dataDirectory)
  rmSync(file, { force: true })
  return undefined
}

/** One that was killed while it wrote the note, or a full disk, leaves it empty: then nobody is known to run. */
function readNote(file) {
  try {
    const { pid, servers } = JSON.parse(readFileSync(file, 'utf8'))
    return { pid: Number(pid), servers: Array.isArray(servers) ? servers : [] }
  } catch {
    return { pid: 0, servers: [] }
  }
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
  makeData()
  const run = { pid: process.pid, servers: servers.map((server) => server.pid) }
  try {
    writeFileSync(note, JSON.stringify(run), { flag: servers.length === 0 ? 'wx' : 'w' })
  } catch (error) {
    throw unwritable(error)
  }
}

function makeData() {
  try {
    mkdirSync(data, { recursive: true })
  } catch (error) {
    throw unwritable(error)
  }
}

/** The sentence for a directory that can't be written to. */
export function unwritable(error) {
  const why = {
    EACCES: 'it belongs to somebody else',
    EPERM: 'it belongs to somebody else',
    EROFS: 'it is on a file system that is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'it is no directory',
    EEXIST: 'another make run was quicker, or it is no directory',
  }[error.code]
  return why === undefined ? error : new Failure(`ReplyLoop can't write to ${data}: ${why}.`)
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
