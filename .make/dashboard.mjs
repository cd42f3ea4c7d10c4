// dashboard.mjs DIRECTORY: serves the built dashboard of a trial, and passes the API and its documentation on to the backend:
// the doors, headers and refusals are those of frontend/nginx/default.conf.template. REPLYLOOP_BACKEND and
// REPLYLOOP_DASHBOARD_PORT say where the backend is and where to listen; on loopback alone.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, request as send } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const DOORS = /^\/(api|q\/swagger-ui|q\/openapi)(\/|$)/
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
}
const PAGE_POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const DOCUMENTATION_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const API_POLICY = "default-src 'none'; frame-ancestors 'none'"
// Of one connection alone (RFC 9110, 7.6.1), or claims about the client that nobody has checked.
const DROPPED =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|forwarded|x-forwarded-.*|x-real-ip)$/

/** The server, not listening yet. @param {string} directory what was built @param {string} backend its address */
export function dashboardServer(directory, backend) {
  const files = read(directory)
  return createServer((request, response) => {
    if (!LOOPBACK.has(hostOf(request))) {
      refuse(
        response,
        421,
        'unknown-host',
        'That host is not served here',
        'A trial is called by the names of this machine itself.',
      )
      return
    }
    const path = request.url.replace(/[?#].*$/s, '')
    if (DOORS.test(path)) {
      pass(request, response, backend, path)
    } else if (path === '/q' || path.startsWith('/q/')) {
      refuse(
        response,
        404,
        'not-found',
        'There is nothing here',
        'Health and metrics are the backend’s own, on its own port.',
      )
    } else {
      serve(request, response, files, path)
    }
  })
}

/** In memory: a built dashboard is small, and no path can lead out of it. */
function read(directory) {
  const files = new Map()
  for (const name of readdirSync(directory, { recursive: true })) {
    const file = join(directory, name)
    if (statSync(file).isFile()) {
      files.set(`/${relative(directory, file).split(sep).join('/')}`, readFileSync(file))
    }
  }
  return files
}

function hostOf(request) {
  return (request.headers.host ?? '').toLowerCase().replace(/:\d+$/, '')
}

function serve(request, response, files, path) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    refuse(response, 405, 'method-not-allowed', 'This path does not take that method', 'Pages are only read.')
    return
  }
  const isAsset = path.startsWith('/assets/')
  const found = files.has(path) ? path : '/index.html'
  if (isAsset && found !== path) {
    refuse(response, 404, 'not-found', 'There is nothing here', 'The dashboard has no such file.')
    return
  }
  const body = files.get(found)
  response.writeHead(200, {
    ...HEADERS,
    'Content-Security-Policy': PAGE_POLICY,
    'Cache-Control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream',
    'Content-Length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function pass(request, response, backend, path) {
  const own = {
    ...HEADERS,
    'Content-Security-Policy': path.startsWith('/api') ? API_POLICY : DOCUMENTATION_POLICY,
    ...(path.startsWith('/api') ? { 'Cache-Control': 'no-store' } : {}),
  }
  const upstream = send(
    new URL(backend),
    {
      method: request.method,
      path: request.url,
      headers: kept(request.headers),
      setHost: false,
    },
    (answer) => {
      response.writeHead(answer.statusCode, {
        ...kept(answer.headers),
        ...own,
      })
      pipeline(answer, response, () => {})
    },
  )
  upstream.on('error', () => {
    if (response.headersSent) {
      response.destroy()
    } else {
      refuse(
        response,
        503,
        'backend-unavailable',
        "The backend can't be reached",
        'Nothing was lost that was answered; please try again.',
      )
    }
  })
  response.on('close', () => upstream.destroy())
  pipeline(request, upstream, () => {})
}

function kept(headers) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED.test(name)))
}

function refuse(response, status, slug, title, detail) {
  const body = JSON.stringify({
    type: `urn:replyloop:problem:${slug}`,
    title,
    status,
    detail,
  })
  response.writeHead(status, {
    ...HEADERS,
    'Content-Security-Policy': API_POLICY,
    'Cache-Control': 'no-store',
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    ...(status === 503 ? { 'Retry-After': '1' } : {}),
    // What is still being sent is nobody's to read.
    Connection: 'close',
  })
  response.end(body)
}

if (process.argv[1] === import.meta.filename) {
  dashboardServer(process.argv[2], process.env.REPLYLOOP_BACKEND).listen(
    Number(process.env.REPLYLOOP_DASHBOARD_PORT),
    '127.0.0.1',
  )
}
