// Runs the end-to-end tests, or those that Playwright's own arguments choose, against the packaged application: a database of its own in a temporary directory, free
// ports, and everything stopped and removed at the end.
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  data,
  Failure,
  freePort,
  killGroup,
  logs,
  root,
  startBackend,
  startDashboard,
  startGuardedBackend,
  stopLeftoverPostgres,
} from './processes.mjs'

// Beside those of the backend's tests, so that PostgreSQL's programs are unpacked once for all.
const database = join(root, 'backend', 'target', 'embedded-postgres', 'end-to-end')
const report = join(data, 'reports', 'e2e', 'playwright.xml')
const servers = []

const stopAsked = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => resolve(1))
  }
})

try {
  await removeDatabase()
  process.exitCode = await Promise.race([stopAsked, test()])
} catch (error) {
  if (!(error instanceof Failure)) {
    throw error
  }
  console.error(error.message)
  process.exitCode = 1
} finally {
  for (const server of servers.reverse()) {
    await server.stop()
  }
  await removeDatabase()
}
process.exit()

async function removeDatabase() {
  await stopLeftoverPostgres(database)
  rmSync(database, { recursive: true, force: true })
}

async function test() {
  console.log('Starting PostgreSQL and the backend')
  const port = await freePort(0)
  const backendUrl = `http://127.0.0.1:${port}`
  const backend = startBackend({ port, dataDirectory: database, demo: false, log: join(logs, 'e2e-backend.log') })
  servers.push(backend)
  await backend.answers(`${backendUrl}/q/health/ready`)

  console.log('Starting the dashboard')
  const dashboardPort = await freePort(0)
  const dashboardUrl = `http://127.0.0.1:${dashboardPort}`
  const dashboard = startDashboard({ port: dashboardPort, backend: backendUrl, log: join(logs, 'e2e-dashboard.log') })
  servers.push(dashboard)
  await dashboard.answers(dashboardUrl)

  console.log('Starting both again, where one has to sign in')
  const guardedPort = await freePort(0)
  const guardedDashboardPort = await freePort(0)
  const guardedUrl = `http://127.0.0.1:${guardedDashboardPort}`
  const guarded = startGuardedBackend({
    port: guardedPort,
    dataDirectory: database,
    publicUrl: guardedUrl,
    log: join(logs, 'e2e-guarded-backend.log'),
  })
  servers.push(guarded)
  await guarded.answers(`http://127.0.0.1:${guardedPort}/q/health/ready`)
  const guardedDashboard = startDashboard({
    port: guardedDashboardPort,
    backend: `http://127.0.0.1:${guardedPort}`,
    log: join(logs, 'e2e-guarded-dashboard.log'),
  })
  servers.push(guardedDashboard)
  await guardedDashboard.answers(guardedUrl)

  console.log('Testing in the browser')
  mkdirSync(join(data, 'reports', 'e2e'), { recursive: true })
  return playwright({
    REPLYLOOP_DASHBOARD_URL: dashboardUrl,
    REPLYLOOP_BACKEND: backendUrl,
    REPLYLOOP_GUARDED_URL: guardedUrl,
    REPLYLOOP_SET_UP_LINK: guarded.output().match(/http:\S+\/set-up#\S+/)?.[0] ?? '',
    PLAYWRIGHT_JUNIT_OUTPUT_FILE: report,
  })
}

async function playwright(env) {
  const child = spawn('npm', ['run', '--silent', 'e2e', '--', '--reporter=list,junit', ...process.argv.slice(2)], {
    cwd: join(root, 'frontend'),
    env: { ...process.env, ...env },
    stdio: 'inherit',
    detached: true,
  })
  void stopAsked.then(() => killGroup(child.pid, 'SIGTERM'))
  return new Promise((resolve) => child.on('exit', (status) => resolve(status ?? 1)))
}
