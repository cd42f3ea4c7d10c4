import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** The page has nothing that a screen reader stumbles over, and nothing that sticks out of its screen. */
export async function expectAccessibleAndFitting(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(({ id, nodes }) => ({
    id,
    elements: nodes.map(({ html, target }) => ({ target, html })),
  }))
  expect(found).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}
