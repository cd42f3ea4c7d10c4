import { beforeEach, describe, expect, it } from 'vitest'
import { shortcutFor, type Shortcut, type Surroundings } from './shortcuts'

describe('shortcutFor', () => {
  let around: Surroundings

  beforeEach(() => {
    document.body.innerHTML = `
      <header><a id="tab" href="/trends">Trends</a></header>
      <main>
        <input id="search" type="search" /><textarea id="note"></textarea><p id="draft" contenteditable="true"></p>
        <div role="radiogroup"><input id="choice" type="radio" /></div>
        <button id="row">A row</button>
        <article><h2 id="heading" tabindex="-1">One feedback</h2></article>
      </main>
      <div role="dialog"><button id="close">Close</button></div>`
    around = { page: element('main'), text: element('article'), textAlone: false, singleKeys: true }
  })

  it.each<[string, Shortcut]>([
    ['j', 'next'],
    ['k', 'previous'],
    ['/', 'search'],
    ['?', 'help'],
    ['ArrowDown', 'next'],
    ['ArrowUp', 'previous'],
    ['ArrowRight', 'next'],
    ['ArrowLeft', 'previous'],
    ['Escape', 'close'],
  ])('%s asks for %s', (key, shortcut) => {
    expect(press('#row', key)).toBe(shortcut)
  })

  it.each(['#search', '#note', '#draft'])('is silent while typing in %s', (field) => {
    for (const key of ['j', 'k', '/', '?', 'ArrowDown', 'ArrowLeft', 'Escape']) {
      expect(press(field, key)).toBeUndefined()
    }
  })

  it('leaves the arrows to widgets that use them, and all keys to dialogs', () => {
    expect(press('#choice', 'ArrowRight')).toBeUndefined()
    expect(press('#close', 'j')).toBeUndefined()
    expect(press('#close', 'Escape')).toBeUndefined()
  })

  it('takes letters from anywhere, arrows only from the page', () => {
    expect(press('#tab', 'j')).toBe('next')
    expect(press('#tab', 'ArrowDown')).toBeUndefined()
  })

  it('lets up and down scroll the text that is read', () => {
    expect(press('#heading', 'ArrowDown')).toBeUndefined()
    expect(press('#heading', 'ArrowRight')).toBe('next')
    expect(press('body', 'ArrowDown')).toBe('next')
    around.textAlone = true
    expect(press('body', 'ArrowDown')).toBeUndefined()
  })

  it('keeps off the browser’s own shortcuts', () => {
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) {
      expect(press('#row', 'j', { [modifier]: true })).toBeUndefined()
    }
  })

  it('can do without single keys', () => {
    around.singleKeys = false
    expect(press('#row', 'j')).toBeUndefined()
    expect(press('#row', '?')).toBeUndefined()
    expect(press('#row', 'ArrowDown')).toBe('next')
  })

  function press(selector: string, key: string, init: KeyboardEventInit = {}): Shortcut | undefined {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, ...init })
    element(selector).dispatchEvent(event)
    return shortcutFor(event, around)
  }
})

function element(selector: string): Element {
  const found = document.querySelector(selector)
  if (found === null) throw new Error(`no ${selector}`)
  return found
}
