import { defineConfig } from '@playwright/test'

/*
 * The whole loop in a real browser, against a real backend and PostgreSQL that are running already (`make test-e2e`
 * starts both, empty): REPLYLOOP_DASHBOARD_URL is where the dashboard is, REPLYLOOP_BACKEND where the helpdesk posts.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  reporter: [['list'], ['junit', { outputFile: '../test-results/e2e-junit.xml' }]],
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  // Slow machines are slow, not wrong: what a test waits for comes when it comes.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    baseURL: process.env.REPLYLOOP_DASHBOARD_URL ?? 'http://127.0.0.1:5173',
    launchOptions: {
      // Undefined: Playwright's own browser.
      executablePath: process.env.CHROMIUM_PATH,
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
    },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
  },
  projects: [
    // Needs a database that nobody has posted to yet, so it goes first.
    { name: 'empty', testMatch: 'first-feedback.spec.ts', use: { viewport: { width: 1280, height: 900 } } },
    {
      name: 'learning',
      testMatch: 'first-topics.spec.ts',
      dependencies: ['empty'],
      use: { viewport: { width: 1280, height: 900 } },
    },
    {
      name: 'desktop',
      testIgnore: 'first-*.spec.ts',
      grepInvert: /@phone/,
      dependencies: ['learning'],
      use: { viewport: { width: 1280, height: 900 } },
    },
    {
      name: 'phone',
      testIgnore: 'first-*.spec.ts',
      grepInvert: /@desktop/,
      dependencies: ['learning'],
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
})
