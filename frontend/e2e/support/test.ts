import { expect, test as base, type Page } from '@playwright/test'
import { Helpdesk } from './helpdesk'

export { expect }

const backend = process.env.REPLYLOOP_BACKEND ?? 'http://127.0.0.1:8080'

interface Fixtures {
  helpdesk: Helpdesk
  /** What went wrong in the page unseen: exceptions, and what a Content-Security-Policy forbade. */
  mishaps: string[]
}

export const test = base.extend<Fixtures>({
  helpdesk: async ({ playwright }, use) => {
    const context = await playwright.request.newContext({ baseURL: backend })
    await use(await Helpdesk.open(context))
    await context.dispose()
  },
  mishaps: [
    async ({ page }, use) => {
      const mishaps: string[] = []
      page.on('pageerror', (error) => mishaps.push(error.message))
      page.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) mishaps.push(message.text())
      })
      await use(mishaps)
      expect(mishaps).toEqual([])
    },
    { auto: true },
  ],
})

/** The panel with this heading. */
export const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Lets the time pass in which the dashboard asks for fresh figures; the page's clock must be installed. */
export async function letFiguresRefresh(page: Page) {
  await page.clock.fastForward('00:30')
}
