// Tests of processes.mjs, by `node --test`: with real processes, in directories of their own under .data.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, describe, it } from 'node:test'
import { data, Failure, findRun, Server, stopAll, unwritable } from './processes.mjs'

let directory

before(() => {
  mkdirSync(data, { recursive: true })
  directory = mkdtempSync(join(data, 'test-'))
})

after(() => rmSync(directory, { recursive: true, force: true }))

describe('a run that ends', () => {
  for (const signal of ['SIGSEGV', 'SIGABRT', 'SIGKILL']) {
    it(`leaves nothing behind where its backend ended by ${signal}`, async () => {
      const { backend, postgres } = await startBoth(signal)
      process.kill(backend.pid, signal)
      await backend.ended

      await stopAll([backend], join(directory, signal))

      assert.equal(await lives(postgres), false)
    })
  }

  it('kills what does not end with its backend', async () => {
    const child = join(directory, 'child.pid')
    const script = `
      const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
      require('node:fs').writeFileSync(${JSON.stringify(child)}, String(child.pid))
      setInterval(() => {}, 1000)`
    const server = new Server('backend', process.execPath, ['-e', script], {}, join(directory, 'child.log'))
    const pid = Number(await eventually(() => readFileSync(child, 'utf8')))

    await stopAll([server], join(directory, 'nothing'))

    assert.equal(await lives(pid), false)
  })
})

describe('the log of a server', () => {
  it('is appended to, and only what this run wrote is told', async () => {
    const log = join(directory, 'server.log')
    writeFileSync(log, 'ReplyLoop did not start. That was yesterday.\n')
    const server = new Server('backend', process.execPath, ['-e', 'console.log("today")'], {}, log)
    await server.ended
    assert.match(readFileSync(log, 'utf8'), /yesterday[^]*today/)
    assert.equal(server.output(), 'today\n')
    assert.doesNotMatch(server.whyItEnded(), /yesterday/)
  })

  it('is put aside once it is long', async () => {
    const log = join(directory, 'long.log')
    writeFileSync(log, 'x'.repeat(20_000_001))
    const server = new Server('backend', process.execPath, ['-e', 'console.log("new")'], {}, log)
    await server.ended
    assert.equal(readFileSync(log, 'utf8'), 'new\n')
    assert.equal(readFileSync(`${log}.1`, 'utf8').length, 20_000_001)
  })
})

describe('a start', () => {
  for (const text of ['', '{"pid":', 'null', '{}']) {
    it(`goes on where the note of what runs is ${JSON.stringify(text)}`, async () => {
      const note = join(directory, `note-${text.length}.json`)
      writeFileSync(note, text)
      assert.equal(await findRun(note, join(directory, 'nothing')), undefined)
    })
  }

  it('says in a sentence why it cannot write', () => {
    const failure = unwritable(Object.assign(new Error('mkdir'), { code: 'EROFS' }))
    assert.ok(failure instanceof Failure)
    assert.equal(failure.message, `ReplyLoop can't write to ${data}: it is on a file system that is read-only.`)
  })
})

/** A backend that starts a PostgreSQL as the embedded one does: a process of its own session, with a postmaster.pid. */
async function startBoth(name) {
  const cluster = join(directory, name, 'cluster')
  mkdirSync(cluster, { recursive: true })
  const postgres = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', cluster], {
    detached: true,
    stdio: 'ignore',
  })
  writeFileSync(join(cluster, 'postmaster.pid'), `${postgres.pid}\n`)
  const backend = new Server(
    'backend',
    process.execPath,
    ['-e', 'setInterval(() => {}, 1000)'],
    {},
    join(directory, `${name}.log`),
  )
  await eventually(() => readFileSync(`/proc/${postgres.pid}/cmdline`, 'utf8').includes(cluster) || undefined)
  return { backend, postgres: postgres.pid }
}

async function lives(pid) {
  for (let tries = 0; tries < 50; tries++) {
    try {
      process.kill(pid, 0)
    } catch {
      return false
    }
    await sleep(100)
  }
  return true
}

async function eventually(read) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      const value = read()
      if (value) return value
    } catch {
      // Not there yet.
    }
    await sleep(50)
  }
  return assert.fail('it did not come to be')
}
