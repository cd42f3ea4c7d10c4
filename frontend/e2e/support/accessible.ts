import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/**
 * The page has nothing that a screen reader stumbles over, and nothing that sticks out of its screen. What is wrong for a moment
 * only, as the color of a control that just became enabled, is looked at again.
 */
export async function expectAccessibleAndFitting(page: Page) {
  const screen = page.viewportSize()
  if (screen === null) throw new Error('The page has no size')
  await expect(async () => {
    const { violations } = await withoutOverlaps(page, screen, () => new AxeBuilder({ page }).analyze())
    const found = violations.map(({ id, nodes }) => ({
      id,
      elements: nodes.map(({ html, target, failureSummary }) => ({ target, html, failureSummary })),
    }))
    expect(found).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  }).toPass({ timeout: 10_000, intervals: [500, 1_000] })
}

/**
 * Looks at the page on a screen as high as itself: what sticks to the lower edge of a real one lies over text that can be scrolled
 * out from under it, and would pass for that text's background.
 */
async function withoutOverlaps<T>(page: Page, screen: { width: number; height: number }, look: () => Promise<T>) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width: screen.width, height: Math.max(screen.height, height) })
  try {
    return await look()
  } finally {
    await page.setViewportSize(screen)
  }
}
