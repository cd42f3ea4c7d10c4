// Starts the benchmark's programs: the servers that stay, and the loads that end.
import { execFile, spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Failure, freePort, logs } from '../../.make/processes.mjs'

const READY_POLL_MILLIS = 200
const READY_LIMIT_MILLIS = 60_000

export const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'

const stopping = new AbortController()

/** Ends every load that is going on; nothing more is started. */
export function stopAll() {
  stopping.abort()
}

export function failIfStopping() {
  stopping.signal.throwIfAborted()
}

/** A server on a free port of its own, in a process group of its own: Ctrl-C in the terminal reaches us alone. */
export class Peer {
  #isOver = false

  static async start(name, command, args, environmentOn) {
    const port = await freePort(0)
    failIfStopping()
    return new Peer(name, port, command, args, environmentOn(port))
  }

  constructor(name, port, command, args, env) {
    this.name = name
    this.url = `http://127.0.0.1:${port}`
    this.log = join(logs, `bench-${name}.log`)
    mkdirSync(logs, { recursive: true })
    const output = openSync(this.log, 'w')
    this.child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
      detached: true,
    })
    this.ended = new Promise((resolve) => {
      this.child.on('error', resolve)
      this.child.on('exit', resolve)
    }).then(() => (this.#isOver = true))
  }

  /** Resolves when the server answers, with whatever status. */
  async answers() {
    const deadline = Date.now() + READY_LIMIT_MILLIS
    while (!(await fetch(this.url).catch(() => undefined))) {
      if (this.#isOver || Date.now() > deadline) {
        throw new Failure(`${this.name} did not start; its output is in ${this.log}.`)
      }
      await sleep(READY_POLL_MILLIS)
    }
  }

  /** What the application measures, in the text format of Prometheus: on a port of its own, which its log tells. */
  async metrics() {
    const [, url] = readFileSync(this.log, 'utf8').match(/Management interface listening on (\S+?)\.?\s/) ?? []
    return (await fetch(`${url}/q/metrics`)).text()
  }

  async stop() {
    this.child.kill('SIGTERM')
    await this.ended
  }
}

/** Runs a program to its end and returns what it printed. */
export async function run(command, args, { env, cwd } = {}) {
  try {
    const options = { cwd, env: { ...process.env, ...env }, signal: stopping.signal }
    const { stdout, stderr } = await promisify(execFile)(command, args, options)
    return stdout + stderr
  } catch (error) {
    throw new Failure(`${command} failed (${error.code ?? error.signal}):\n${error.stdout ?? ''}${error.stderr ?? ''}`)
  }
}
