import { expect, test } from 'vitest'
import { isTransient, ProblemError, problemFrom, Unreachable, type Problem } from './problem'

const UNAVAILABLE: Problem = {
  type: '/problems/unavailable',
  title: 'The database is away',
  status: 503,
  detail: 'It tries again by itself.',
}

const answer = (problem: Problem, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })

test('keeps the backend’s own words and when to come back', async () => {
  const error = await problemFrom(answer(UNAVAILABLE, { 'Retry-After': '3' }))
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({ message: 'The database is away', problem: UNAVAILABLE, retryAfter: 3 })
})

test.each([undefined, '', 'Wed, 21 Oct 2026 07:28:00 GMT', '-1'])(
  'makes nothing up where Retry-After is %j',
  async (header) => {
    const error = await problemFrom(answer(UNAVAILABLE, header === undefined ? {} : { 'Retry-After': header }))
    expect(error).toMatchObject({ retryAfter: null })
  },
)

test('takes a bare 5xx for a proxy whose backend is away', async () => {
  expect(await problemFrom(new Response('<h1>Bad Gateway</h1>', { status: 502 }))).toBeInstanceOf(Unreachable)
  expect(await problemFrom(new Response(null, { status: 500 }))).toBeInstanceOf(Unreachable)
})

test('takes any other answer without a problem for what it is', async () => {
  expect(await problemFrom(new Response('no', { status: 404 }))).toMatchObject({ problem: { status: 404 } })
})

test('only what may pass by itself is worth asking again', () => {
  expect(isTransient(new Unreachable())).toBe(true)
  expect(isTransient(new ProblemError(UNAVAILABLE, null))).toBe(true)
  expect(isTransient(new ProblemError({ ...UNAVAILABLE, status: 400 }, null))).toBe(false)
  expect(isTransient(new TypeError('a defect of ours'))).toBe(false)
})
