import '@testing-library/jest-dom/vitest'
// eslint-disable-next-line testing-library/no-manual-cleanup -- automatic only where test functions are globals
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { server } from './server'

// Generous, for machines that do something else besides; a test that passes does not wait for it.
configure({ asyncUtilTimeout: 8_000 })

// jsdom lays nothing out: give everything a size, so that charts and virtual lists have room to draw.
const WIDTH = 1024
const HEIGHT = 400

class ResizeObserverStub implements ResizeObserver {
  private readonly callback: ResizeObserverCallback

  constructor(callback: ResizeObserverCallback) {
    this.callback = callback
  }

  observe(target: Element) {
    const contentRect = new DOMRect(0, 0, WIDTH, HEIGHT)
    const size = [{ inlineSize: WIDTH, blockSize: HEIGHT }]
    this.callback(
      [{ target, contentRect, borderBoxSize: size, contentBoxSize: size, devicePixelContentBoxSize: size }],
      this,
    )
  }
  unobserve() {
    /* sizes never change here */
  }
  disconnect() {
    /* sizes never change here */
  }
}

class IntersectionObserverStub implements IntersectionObserver {
  readonly root = null
  readonly rootMargin = ''
  readonly scrollMargin = ''
  readonly thresholds = []
  observe() {
    /* nothing scrolls here */
  }
  unobserve() {
    /* nothing scrolls here */
  }
  disconnect() {
    /* nothing scrolls here */
  }
  takeRecords() {
    return []
  }
}

vi.stubGlobal('ResizeObserver', ResizeObserverStub)
vi.stubGlobal('IntersectionObserver', IntersectionObserverStub)
vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
}))
vi.stubGlobal('scrollTo', () => undefined)
Element.prototype.scrollIntoView = () => undefined
Element.prototype.getBoundingClientRect = () => new DOMRect(0, 0, WIDTH, HEIGHT)
for (const [property, value] of Object.entries({
  clientWidth: WIDTH,
  clientHeight: HEIGHT,
  offsetWidth: WIDTH,
  offsetHeight: HEIGHT,
})) {
  Object.defineProperty(HTMLElement.prototype, property, { configurable: true, get: () => value })
}

beforeAll(() => {
  // A request nobody expected is a defect of the page or of the test.
  server.listen({ onUnhandledRequest: 'error' })
})
afterEach(() => {
  cleanup()
  server.resetHandlers()
  localStorage.clear()
})
afterAll(() => {
  server.close()
})
