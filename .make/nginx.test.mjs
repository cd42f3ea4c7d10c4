// Tests of frontend/nginx/default.conf.template, by `node --test`, with the nginx of this machine and a stand-in for the
// backend; skipped where there is no nginx.
import assert from 'node:assert/strict'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, root } from './processes.mjs'

const nginxFiles = join(root, 'frontend', 'nginx')
const found = spawnSync('nginx', ['-v']).status === 0 || spawnSync('/usr/sbin/nginx', ['-v']).status === 0
const program = spawnSync('nginx', ['-v']).status === 0 ? 'nginx' : '/usr/sbin/nginx'

describe('the door of the production shape', { skip: found ? false : 'no nginx on this machine' }, () => {
  let directory
  let backend
  let nginx
  let port
  let seen

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'nginx-'))
    mkdirSync(join(directory, 'html', 'assets'), { recursive: true })
    writeFileSync(join(directory, 'html', 'index.html'), '<title>ReplyLoop</title>')
    backend = createServer({ maxHeaderSize: 100_000 }, (call, answer) => {
      seen = { url: call.url, headers: call.headers }
      call.resume()
      answer.writeHead(200, { 'Content-Type': 'application/json' })
      answer.end('{}')
    })
    await new Promise((resolve) => backend.listen(0, '127.0.0.1', resolve))
    port = await freePort(0)
    nginx = await start(port, backend.address().port, {
      REPLYLOOP_ALLOWED_HOSTS: 'desk.example.com,localhost',
    })
  })

  after(async () => {
    await stop(nginx)
    backend.close()
    rmSync(directory, { recursive: true, force: true })
  })

  it('serves the hosts that are named, and no other', async () => {
    for (const host of ['desk.example.com', 'localhost:5173', '127.0.0.1:8080']) {
      assert.equal((await call('/', { Host: host })).status, 200, host)
      assert.equal((await call('/api/about', { Host: host })).status, 200, host)
      assert.equal(seen.headers.host, host)
    }
    for (const host of ['evil.example', 'desk.example.com.evil.example', '[::1]']) {
      for (const path of ['/', '/api/about', '/q/swagger-ui/']) {
        const answer = await call(path, { Host: host })
        assert.equal(answer.status, 421, `${host} ${path}`)
        assert.equal(problem(answer), 'unknown-host')
      }
    }
  })

  it('replaces what a client claims of where it comes from', async () => {
    await call('/api/about', {
      Host: 'localhost',
      'X-Forwarded-For': '203.0.113.7',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Port': '1',
      'X-Forwarded-Prefix': '/evil',
      'X-Real-IP': '203.0.113.7',
      Forwarded: 'for=203.0.113.7',
    })
    const claims = Object.entries(seen.headers).filter(([name]) => /forwarded|real-ip/.test(name))
    assert.deepEqual(Object.fromEntries(claims), {
      'x-real-ip': '127.0.0.1',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost',
      'x-forwarded-proto': 'http',
    })
  })

  it('passes on addresses as long as the backend takes them', async () => {
    const long = `/api/feedback?q=${'x'.repeat(33_000)}`
    assert.equal((await call(long, { Host: 'localhost' })).status, 200)
    assert.equal(seen.url, long)
  })

  it('answers what it does not understand with a problem document', async () => {
    for (const [sent, status] of [
      [`GET /api/feedback?q=${'x'.repeat(60_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400],
      [`GET /api/about HTTP/1.1\r\nHost: localhost\r\nX-Long: ${'x'.repeat(60_000)}\r\n\r\n`, 400],
      ['GET /api/about HTTP/1.1\r\n\r\n', 400],
      ['GARBAGE\r\n\r\n', 400],
    ]) {
      const answer = await raw(sent)
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `), answer.slice(0, 200))
      assert.match(answer, /application\/problem\+json/)
      assert.doesNotMatch(answer, /<html>/)
    }
  })

  it('leaves health and metrics inside', async () => {
    for (const path of ['/q', '/q/health/ready', '/q/metrics']) {
      const answer = await call(path, { Host: 'localhost' })
      assert.equal(answer.status, 404)
      assert.equal(problem(answer), 'not-found')
    }
  })

  it('logs nobody’s words, while the backend is away too', async () => {
    const lonely = await freePort(0)
    const alone = await start(lonely, await freePort(0), {})
    const answer = await call('/api/feedback?q=Zwillingsbruder', { Host: 'localhost' }, lonely)
    assert.equal(answer.status, 503)
    assert.equal(problem(answer), 'backend-unavailable')
    assert.equal(answer.headers['retry-after'], '1')
    await stop(alone)
    assert.match(alone.output(), /"GET \/api\/feedback" 503/)
    assert.doesNotMatch(alone.output(), /Zwillingsbruder/)
  })

  it('believes the one proxy that is named', async () => {
    const behind = await freePort(0)
    const trusting = await start(behind, backend.address().port, {
      REPLYLOOP_TRUSTED_PROXY: '127.0.0.1',
    })
    await call('/api/about', { Host: 'localhost', 'X-Forwarded-For': '203.0.113.7' }, behind)
    assert.equal(seen.headers['x-forwarded-for'], '203.0.113.7')
    await stop(trusting)
  })

  /** Fills in the template as the image's entrypoint does, and starts nginx on it. */
  async function start(listening, upstream, settings) {
    const home = mkdtempSync(join(directory, 'nginx-'))
    const environment = execFileSync('sh', ['-c', `. '${join(nginxFiles, 'hosts.envsh')}'; env`], {
      env: { PATH: process.env.PATH, ...settings },
      encoding: 'utf8',
    })
    const values = {
      ...Object.fromEntries(
        environment.split('\n').map((line) => [line.split('=', 1)[0], line.replace(/^[^=]*=/, '')]),
      ),
      REPLYLOOP_BACKEND: `http://127.0.0.1:${upstream}`,
      NGINX_LOCAL_RESOLVERS: '127.0.0.1',
    }
    const server = readFileSync(join(nginxFiles, 'default.conf.template'), 'utf8')
      .replaceAll(/\$\{(\w+)\}/g, (_, name) => values[name])
      .replaceAll('listen 8080', `listen 127.0.0.1:${listening}`)
      .replaceAll('/usr/share/nginx/html', join(directory, 'html'))
      .replaceAll('/dev/stdout', join(home, 'access.log'))
      .replaceAll('/dev/stderr', join(home, 'error.log'))
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${join(home, name)};`)
      .join('\n')
    writeFileSync(
      join(home, 'nginx.conf'),
      `daemon off; ${process.getuid() === 0 ? 'user root;' : ''} pid ${join(home, 'pid')}; error_log ${join(home, 'main.log')} emerg;
       events {} http { include /etc/nginx/mime.types; ${temporary} ${server} }`,
    )
    const child = spawn(program, ['-c', join(home, 'nginx.conf')], {
      stdio: 'inherit',
    })
    for (let tries = 0; tries < 100; tries++) {
      const answer = await call('/', { Host: 'localhost' }, listening).catch(() => undefined)
      if (answer !== undefined) break
      await sleep(50)
    }
    return {
      child,
      output: () =>
        ['access.log', 'error.log', 'main.log'].map((name) => readFileSync(join(home, name), 'utf8')).join('\n'),
    }
  }

  async function stop({ child }) {
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }

  function call(path, headers, on = port) {
    return new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: on, path, headers, agent: false }, (answer) => {
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
      sent.end()
    })
  }

  function raw(text) {
    return new Promise((resolve) => {
      const chunks = []
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.on('data', (chunk) => chunks.push(chunk))
      socket.on('close', () => resolve(Buffer.concat(chunks).toString()))
      socket.on('error', () => resolve(Buffer.concat(chunks).toString()))
      setTimeout(() => socket.end(), 1_000).unref()
    })
  }

  function problem(answer) {
    assert.equal(answer.headers['content-type'], 'application/problem+json')
    return JSON.parse(answer.body).type.replace('urn:replyloop:problem:', '')
  }
})
