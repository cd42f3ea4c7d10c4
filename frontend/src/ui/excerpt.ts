/* People's texts, cut down to where a glance is all they get. */

/** A text on one line, of at most so many characters, cut between words where there are any. */
export function excerpt(text: string, length: number): string {
  const line = text.trim().replace(/\s+/g, ' ')
  const characters = [...line]
  if (characters.length <= length) return line
  const start = characters.slice(0, length).join('')
  const lastSpace = characters[length] === ' ' ? start.length : start.lastIndexOf(' ')
  // A word as long as half the room is no word to wait for the end of.
  const cut = lastSpace > start.length / 2 ? start.slice(0, lastSpace) : start
  return `${cut.replace(/[\s.,;:–-]+$/, '')}…`
}

const SALUTATION = /^\s*[^\n]{1,40},[^\S\n]*\n\s*(?=\S)/

/** A reply without its "Hi Theo,": a glance is for what was said. */
export const withoutSalutation = (reply: string) => reply.replace(SALUTATION, '')
