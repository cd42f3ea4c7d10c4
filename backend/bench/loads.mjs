// The two load generators, and what they measured: feedback a second, and how long an answer took.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Failure } from '../../.make/processes.mjs'
import { run } from './programs.mjs'

const THREADS = 2
const scripts = join(import.meta.dirname, 'load')

/**
 * Posts new feedback with wrk; anything but a 2xx fails the run.
 * `inFlight` is how many feedback may be stored without an answer that was counted: wrk stops listening in mid-request.
 */
export function posting(url, { connections, items = 1, key }) {
  return async (seconds) => {
    const output = await run(
      'wrk',
      [
        `-t${THREADS}`,
        `-c${connections}`,
        `-d${seconds}s`,
        '--timeout=30s',
        '--latency',
        '--script=feedback.lua',
        url,
        '--',
        randomBytes(6).toString('hex'),
        String(items),
        ...(key === undefined ? [] : [key]),
      ],
      { cwd: scripts },
    )
    const measured = JSON.parse(output.trimEnd().split('\n').at(-1))
    if (measured.refused > 0 || measured.lost > 0 || measured.answers === 0) {
      throw new Failure(
        `${url} answered ${measured.refused} of ${measured.answers} with an error, ${measured.lost} not at all.`,
      )
    }
    return {
      feedback: measured.answers * items,
      rate: (measured.answers * items) / measured.seconds,
      p50: measured.p50,
      p95: measured.p95,
      p99: measured.p99,
      inFlight: connections * items,
    }
  }
}

/** Runs the three inserts of one feedback with pgbench, one transaction each, prepared. */
export function inserting(server, database, { clients }) {
  return async (seconds) => {
    const output = await run(
      'pgbench',
      [
        '--no-vacuum',
        '--protocol=prepared',
        `--client=${clients}`,
        `--jobs=${THREADS}`,
        `--time=${seconds}`,
        '--file=inserts.sql',
        '--host=127.0.0.1',
        `--port=${server.port}`,
        '--username=replyloop',
        database,
      ],
      { cwd: scripts, env: { PGPASSWORD: server.password } },
    )
    const number = (pattern) => Number(output.match(pattern)?.[1])
    const failed = number(/failed transactions: (\d+)/)
    if (failed > 0) {
      throw new Failure(`pgbench failed in ${failed} transactions.`)
    }
    return {
      feedback: number(/transactions actually processed: (\d+)/),
      rate: number(/tps = ([\d.]+)/),
      inFlight: 0,
    }
  }
}
