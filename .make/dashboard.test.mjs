// Tests of dashboard.mjs, by `node --test`: it is called over the network, with a stand-in for the backend behind it.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { dashboardServer } from './dashboard.mjs'

let directory
let backend
let dashboard
let seen

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'dashboard-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'index.html'), '<title>ReplyLoop</title>')
  writeFileSync(join(directory, 'assets', 'app.js'), 'run()')
  backend = createServer((call, answer) => {
    const chunks = []
    call.on('data', (chunk) => chunks.push(chunk))
    call.on('end', () => {
      seen = {
        method: call.method,
        url: call.url,
        headers: call.headers,
        body: Buffer.concat(chunks).toString(),
      }
      answer.writeHead(201, {
        'Content-Type': 'application/json',
        Location: '/api/feedback/1',
      })
      answer.end('{"id":1}')
    })
  })
  await listen(backend)
  dashboard = dashboardServer(directory, `http://127.0.0.1:${backend.address().port}`)
  await listen(dashboard)
})

after(() => {
  dashboard.close()
  backend.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('the dashboard of a trial', () => {
  it('serves its page for every path of its own, and says what a browser may do with it', async () => {
    for (const path of ['/', '/trends?from=2026-01-01', '/no/such/page', '/../../etc/passwd', '/%2e%2e/index.mjs']) {
      const answer = await call(path)
      assert.equal(answer.status, 200, path)
      assert.match(answer.body, /ReplyLoop/)
      assert.match(answer.headers['content-security-policy'], /script-src 'self'; .*frame-ancestors 'none'/)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      assert.equal(answer.headers['cache-control'], 'no-cache')
    }
    assert.match((await call('/assets/app.js')).headers['cache-control'], /immutable/)
    assert.equal((await call('/assets/other.js')).status, 404)
    assert.equal((await call('/', { method: 'POST' })).status, 405)
  })

  it('answers no other origin, whatever port it is served on', async () => {
    for (const headers of [{ Origin: 'http://localhost:9999' }, { Origin: 'http://127.0.0.1:1' }]) {
      for (const path of ['/', '/api/feedback']) {
        const { headers: answered } = await call(path, { headers })
        assert.deepEqual(
          Object.keys(answered).filter((name) => name.startsWith('access-control')),
          [],
        )
      }
    }
  })

  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:5173', '[::1].evil.example']) {
    it(`is not served as ${JSON.stringify(host)}`, async () => {
      const answer = await call('/api/feedback', { headers: { Host: host } })
      assert.equal(answer.status, 421)
      assert.equal(answer.headers['content-type'], 'application/problem+json')
      assert.equal(JSON.parse(answer.body).type, 'urn:replyloop:problem:unknown-host')
    })
  }

  it('passes calls on as they came, without what a client claims of itself', async () => {
    const answer = await call('/api/feedback?q=%zz', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Forwarded-For': '1.2.3.4',
        'X-Forwarded-Host': 'evil',
        Forwarded: 'for=1.2.3.4',
      },
      body: '{"a":1}',
    })
    assert.equal(answer.status, 201)
    assert.equal(answer.headers.location, '/api/feedback/1')
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.deepEqual([seen.method, seen.url, seen.body], ['POST', '/api/feedback?q=%zz', '{"a":1}'])
    assert.equal(seen.headers.host, `127.0.0.1:${dashboard.address().port}`)
    assert.deepEqual(
      Object.keys(seen.headers).filter((name) => /forwarded/.test(name)),
      [],
    )
  })

  it('leaves every other door shut', async () => {
    for (const path of ['/q/health/ready', '/q/metrics', '/q', '/q/dev', '/q/swagger-uix']) {
      const answer = await call(path)
      assert.equal(answer.status, 404, path)
      assert.equal(JSON.parse(answer.body).type, 'urn:replyloop:problem:not-found')
    }
    assert.equal((await call('/q/swagger-ui/')).status, 201)
    assert.equal((await call('/q/openapi')).status, 201)
  })

  it('says so where the backend is away', async () => {
    const lonely = dashboardServer(directory, 'http://127.0.0.1:1')
    await listen(lonely)
    const answer = await call('/api/about', {}, lonely)
    lonely.close()
    assert.equal(answer.status, 503)
    assert.equal(answer.headers['retry-after'], '1')
    assert.equal(JSON.parse(answer.body).type, 'urn:replyloop:problem:backend-unavailable')
  })
})

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
}

function call(path, { method = 'GET', headers = {}, body } = {}, server = dashboard) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server.address().port, path, method, headers }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
