export type Shortcut = 'next' | 'previous' | 'close' | 'search' | 'help'

/** What the shortcuts dialog lists. */
export const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['j', '↓', '→'], does: 'Next feedback' },
  { keys: ['k', '↑', '←'], does: 'Previous feedback' },
  { keys: ['Enter'], does: 'Open the feedback in focus' },
  { keys: ['Esc'], does: 'Back to the list' },
  { keys: ['/'], does: 'Search' },
  { keys: ['?'], does: 'Show these shortcuts' },
]

const ANYWHERE: Readonly<Record<string, Shortcut>> = { j: 'next', k: 'previous', '/': 'search', '?': 'help' }
const ON_THE_PAGE: Readonly<Record<string, Shortcut>> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  Escape: 'close',
}
/** While a feedback is read, these scroll it. */
const OUTSIDE_THE_TEXT: Readonly<Record<string, Shortcut>> = { ArrowDown: 'next', ArrowUp: 'previous' }

const TYPING =
  'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable=""], [contenteditable=true]'
/** Widgets that live on arrow keys keep them to themselves. */
const OWN_ARROWS = 'input, [role=radiogroup], [role=listbox], [role=menu], [role=tablist], [role=grid]'

export interface Surroundings {
  page: Element
  /** The part of the page that shows one feedback, and whether it shows nothing else. */
  text: Element | null
  textAlone: boolean
  /** Whether single letters and signs act: who dictates, or presses keys by accident, can turn that off. */
  singleKeys: boolean
}

/** What a key was pressed on, where it is free to mean something: in no field, in no dialog, with no modifier. */
export function freeTarget(event: KeyboardEvent): Element | undefined {
  const { target } = event
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return undefined
  if (!(target instanceof Element) || target.closest(TYPING) || target.closest('[role=dialog]')) return undefined
  return target
}

/** What a key press asks for, if anything. */
export function shortcutFor(event: KeyboardEvent, around: Surroundings): Shortcut | undefined {
  const { key } = event
  const target = freeTarget(event)
  if (target === undefined) return undefined
  if (around.singleKeys && key in ANYWHERE) return ANYWHERE[key]

  const nothingFocused = target === target.ownerDocument.body
  if (target.closest(OWN_ARROWS) || !(nothingFocused || around.page.contains(target))) return undefined
  if (key in ON_THE_PAGE) return ON_THE_PAGE[key]
  const readsText = nothingFocused ? around.textAlone : around.text?.contains(target)
  return readsText ? undefined : OUTSIDE_THE_TEXT[key]
}
