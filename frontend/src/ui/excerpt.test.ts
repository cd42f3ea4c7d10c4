import { describe, expect, test } from 'vitest'
import { excerpt, withoutSalutation } from './excerpt'

describe('an excerpt', () => {
  test('is the text itself where that is short enough, on one line', () => {
    expect(excerpt(' Where is\n\nmy refund? ', 19)).toBe('Where is my refund?')
  })

  test.each([
    ['Your code ended on 16 November', 20, 'Your code ended on…'],
    ['Your code ended on 16 November', 18, 'Your code ended on…'],
    ['It ended. We are sorry.', 11, 'It ended…'],
    ['Donaudampfschifffahrtsgesellschaft', 10, 'Donaudampf…'],
    ['A Donaudampfschifffahrtsgesellschaft', 10, 'A Donaudam…'],
  ])('cuts “%s” at %i between words where it can', (text, length, cut) => {
    expect(excerpt(text, length)).toBe(cut)
  })

  test('never cuts through a character', () => {
    expect(excerpt('🫖🫖🫖🫖', 3)).toBe('🫖🫖🫖…')
  })
})

describe('a reply without its salutation', () => {
  test.each([
    ['Hi Theo,\n\nNEST20 ended.', 'NEST20 ended.'],
    ['Dear Ms Ashby, \r\nit ended.', 'it ended.'],
    ['Hi Theo, NEST20 ended.', 'Hi Theo, NEST20 ended.'],
    ['NEST20 ended.\n\nSorry,\nKim', 'NEST20 ended.\n\nSorry,\nKim'],
    ['Hi Theo,\n\n', 'Hi Theo,\n\n'],
    [
      `${'So long that it has to say something'.repeat(2)},\nit ended.`,
      `${'So long that it has to say something'.repeat(2)},\nit ended.`,
    ],
  ])('%j is %j', (reply, rest) => {
    expect(withoutSalutation(reply)).toBe(rest)
  })
})
