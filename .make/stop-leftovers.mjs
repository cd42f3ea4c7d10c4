// Stops what a killed run left behind; ends with a sentence if something still works on the trial's data.
import { join } from 'node:path'
import { data, findPostgres, findRun } from './processes.mjs'

const run = await findRun()
const postgres = findPostgres(join(data, 'postgres'))
if (run !== undefined) {
  refuse(`ReplyLoop is running here (process ${run.pid}): stop it first, with Ctrl-C where it runs.`)
} else if (postgres !== undefined) {
  refuse(`A PostgreSQL is running on .data/postgres (process ${postgres}): stop what started it first.`)
}

function refuse(sentence) {
  console.error(sentence)
  process.exitCode = 1
}
