import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * The page, once it has loaded, has nothing that a screen reader stumbles over, and nothing that sticks out of its
 * screen. What is wrong for a moment only, as the color of a control that just became enabled, is looked at again.
 */
export async function expectAccessibleAndFitting(page: Page) {
  await expect(async () => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => ({
      id,
      elements: nodes.map(({ html, target, failureSummary }) => ({ target, html, failureSummary })),
    }))
    expect(found).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  }).toPass({ timeout: 10_000, intervals: [500, 1_000] })
}
