import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { PlainText } from './MarkedText'

const BREAK = '<wbr/>'
const FAMILY = '👩‍👩‍👧‍👦'

function draw(text: string) {
  const view = renderToStaticMarkup(
    <MantineProvider>
      <PlainText text={text} search={undefined} />
    </MantineProvider>,
  )
  const pieces = view.slice(view.indexOf('dir="auto">') + 'dir="auto">'.length, view.lastIndexOf('</div>'))
  return { pieces: pieces.split(BREAK).filter((piece) => piece !== ''), text: pieces.replaceAll(BREAK, '') }
}

it('leaves a text of words alone', () => {
  const words = 'the parcel is late '.repeat(500)
  expect(draw(words)).toEqual({ text: words, pieces: [words] })
})

it.each([
  ['letters', 'A'.repeat(20_000)],
  ['marks on one letter', `e${'\u0301'.repeat(19_999)}`],
  ['emoji', FAMILY.repeat(2_000)],
  ['letters between others', `before ${'B'.repeat(1_000)} after`],
])('breaks an endless word of %s, and loses nothing of it', (_, text) => {
  const drawn = draw(text)
  expect(drawn.text).toBe(text)
  expect(drawn.pieces.length).toBeGreaterThan(5)
})

it('tears no sign apart', () => {
  for (const piece of draw(FAMILY.repeat(500)).pieces) expect(piece.replaceAll(FAMILY, '')).toBe('')
})
