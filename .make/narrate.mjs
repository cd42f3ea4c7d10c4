// narrate.mjs LOG DIRECTORY COMMAND...: runs a long command with its output in .data/logs/LOG.log, says now and then
// how far it is, and shows the end of the output where it failed.
import { spawn } from 'node:child_process'
import { mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { constants } from 'node:os'
import { killGroup, logs } from './processes.mjs'

const HEARTBEAT_MILLIS = 15_000
const SHOWN_LINES = 60

const [name, directory, command, ...args] = process.argv.slice(2)
const log = join(logs, `${name}.log`)
mkdirSync(logs, { recursive: true })
const output = openSync(log, 'w')
const started = Date.now()

// In a process group of its own, so that all of it can be stopped whatever it has started itself.
const child = spawn(command, args, { cwd: directory, stdio: ['ignore', output, output], detached: true })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    child.removeAllListeners('exit')
    killGroup(child.pid, 'SIGTERM')
    child.on('exit', () => process.exit(128 + constants.signals[signal]))
  })
}

const heartbeat = setInterval(() => {
  const downloads = readFileSync(log, 'utf8').split('Downloaded from').length - 1
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(`  ... ${seconds} s${downloads > 0 ? `, ${downloads} files downloaded` : ''}`)
}, HEARTBEAT_MILLIS)

child.on('error', (error) => {
  console.error(`${command} can't be started: ${error.message}`)
  process.exit(1)
})
child.on('exit', (status) => {
  clearInterval(heartbeat)
  if (status !== 0) {
    console.error(endOfLog())
    console.error(`That went wrong; all of its output is in .data/logs/${name}.log.`)
  }
  process.exitCode = status ?? 1
})

// Maven marks what matters, then repeats it with advice; others say it last.
function endOfLog() {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
  const errors = lines.filter((line) => line.startsWith('[ERROR]'))
  const summary = errors.findIndex((line) => line.startsWith('[ERROR] Failed to execute goal'))
  const shown = errors.length > 0 ? errors.slice(0, summary > 0 ? summary : SHOWN_LINES) : lines.slice(-SHOWN_LINES)
  return shown.slice(0, SHOWN_LINES).join('\n')
}
