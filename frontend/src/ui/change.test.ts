import { expect, test } from 'vitest'
import { countChange, shareChange } from './change'

const NOW = { part: 210, whole: 300 }
const BEFORE = { part: 240, whole: 300 }

test('says whether a change is for the better, not by its direction alone', () => {
  expect(shareChange(NOW, BEFORE, 'up')).toEqual({ direction: 'down', tone: 'worse', text: 'worse: down 10.0 points' })
  expect(shareChange(NOW, BEFORE, 'down')).toMatchObject({ tone: 'better', text: 'better: down 10.0 points' })
  expect(shareChange(BEFORE, NOW, 'up')).toMatchObject({ tone: 'better', text: 'better: up 10.0 points' })
})

test('does not judge a share that only says what the others leave over', () => {
  expect(shareChange(NOW, BEFORE, 'neither')).toEqual({ direction: 'down', tone: 'neutral', text: 'down 10.0 points' })
})

test('calls what chance may explain no clear change', () => {
  expect(shareChange({ part: 7, whole: 10 }, { part: 8, whole: 10 }, 'up')).toEqual({
    direction: 'none',
    tone: 'neutral',
    text: 'no clear change',
  })
})

test('has nothing to say without a period before', () => {
  expect(shareChange(NOW, { part: 0, whole: 0 }, 'up')).toBeNull()
  expect(countChange(5, 0)).toBeNull()
})

test('takes more feedback for neither good nor bad', () => {
  expect(countChange(112, 100)).toEqual({ direction: 'up', tone: 'neutral', text: 'up 12.0%' })
  expect(countChange(90, 100)).toMatchObject({ direction: 'down', text: 'down 10.0%' })
  expect(countChange(100, 100)).toMatchObject({ direction: 'none', text: 'as many' })
})

test('names the old figure where a percentage would be a riddle', () => {
  expect(countChange(5_000, 12)).toMatchObject({ direction: 'up', text: 'up from 12' })
})
