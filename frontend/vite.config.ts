import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const backend = process.env.REPLYLOOP_BACKEND ?? 'http://127.0.0.1:8080'

// The browser only ever talks to the dashboard's own origin, as it does behind nginx, so CORS stays off. The backend is told
// the host that the browser called: it refuses changes that pages of another origin ask for.
const passed = { target: backend, changeOrigin: false }
const server = {
  host: '127.0.0.1',
  port: Number(process.env.REPLYLOOP_DASHBOARD_PORT ?? 5173),
  strictPort: true,
  // No page of another origin may read what the API says, whatever port it is served on.
  cors: false,
  proxy: { '/api': passed, '/q': passed },
}

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server,
  // The licences of what is shipped, beside it.
  build: { target: 'es2022', license: { fileName: 'third-party-licenses.md' } },
  test: {
    environment: 'jsdom',
    // The dashboard must not depend on where its reader sits: tests run far from the reporting zone.
    env: { TZ: 'Pacific/Auckland', DEBUG_PRINT_LIMIT: '2000' },
    setupFiles: ['./src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    testTimeout: 30_000,
    coverage: {
      include: ['src/**/*.{ts,tsx}'],
      exclude: ['src/testing/**', 'src/**/*.test.{ts,tsx}', 'src/main.tsx', 'src/**/*.d.ts'],
    },
  },
})
