import { problemFrom, Unreachable } from './problem'

/** How many lines end in a piece of a file. */
const linesIn = (piece: Uint8Array) => piece.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0)

/** A file that was downloaded whole. */
export interface Downloaded {
  name: string
  content: Blob
  rows: number
}

/**
 * Downloads a file. One whose transfer breaks off fails: half a file must not pass for a whole one.
 *
 * @param onRows hears how many rows have come
 */
export async function download(
  address: string,
  signal: AbortSignal,
  onRows: (rows: number) => void,
): Promise<Downloaded> {
  let response: Response
  try {
    response = await fetch(address, { signal })
  } catch (error) {
    if (signal.aborted) throw error
    throw new Unreachable({ cause: error })
  }
  if (!response.ok) throw await problemFrom(response)
  const pieces: BlobPart[] = []
  let rows = 0
  const reader = response.body?.getReader()
  for (;;) {
    const piece = await reader?.read()
    if (piece === undefined || piece.done) break
    pieces.push(piece.value)
    rows += linesIn(piece.value)
    onRows(rows)
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'replyloop.jsonl'
  return { name, content: new Blob(pieces, { type: 'application/x-ndjson' }), rows }
}

/** Hands a file to the browser, which saves it where downloads go. */
export function save({ name, content }: Downloaded) {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 60_000)
}
