import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SETTLE_MS, openFeed } from '../../src/renderer/chart/feed.ts'
import { EVERYTHING, type Question, mostFor } from '../../src/renderer/chart/question.ts'
import { type View, around, pan, within } from '../../src/renderer/chart/view.ts'
import { covers } from '../../src/renderer/chart/window.ts'
import type { ChartCandles } from '../../src/shared/candles.ts'
import { millis } from '../../src/shared/brand.ts'
import { MINUTE, candlesOf, minutes } from './chart-market.ts'

const WIDTH = 1000
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

interface Asked {
  readonly question: Question
  readonly answer: () => void
  readonly refuse: (reason: unknown) => void
}

/** A feed over 100,000 minutes whose questions wait until the test answers them. */
function feedOf(gaps: { readonly [candle: number]: number } = {}, rows = 100_000) {
  const answerOf = candlesOf(minutes(rows, gaps))
  const map = answerOf(EVERYTHING)
  const asked: Asked[] = []
  const answered = new Set<Asked>()
  const shown: ChartCandles[] = []
  const failures: unknown[] = []
  const feed = openFeed<{ candles: ChartCandles }>({
    ask: (question) =>
      new Promise((resolve, refuse) => {
        asked.push({ question, refuse, answer: () => resolve({ candles: answerOf(question) }) })
      }),
    map: () => map,
    show: ({ candles }) => shown.push(candles),
    failed: (reason) => failures.push(reason),
    width: () => WIDTH,
  })
  /** Answers everything that is asked until nothing more is, or the view would never be served. */
  const settle = async () => {
    for (let more = 0; more < 60; more++) {
      await vi.advanceTimersByTimeAsync(SETTLE_MS)
      const last = asked.at(-1)
      if (last === undefined || answered.has(last)) return
      answered.add(last)
      last.answer()
    }
    throw new Error('it never rests')
  }
  const begin = async (from: number, to: number) => {
    const first = feed.load({ from: millis(from * MINUTE), to: millis(to * MINUTE), most: mostFor(1, WIDTH) })
    asked[0]?.answer()
    await first
  }
  return { feed, asked, shown, failures, settle, begin }
}

const firstAndPer = (candles: ChartCandles | undefined) => [candles?.first, candles?.per]

test('U7 the feed asks for a screen on either side and then keeps quiet while the view stays inside', async () => {
  const { feed, asked, shown, settle, begin } = feedOf()
  await begin(50_000, 50_300)
  feed.look({ from: 50_000, to: 50_300 })
  await settle()
  expect(firstAndPer(shown.at(-1))).toEqual([49_696, 1])
  // A screen on either side, out to where the map knows the time.
  expect(shown.at(-1)?.time.length).toBe(50_624 - 49_696)
  const before = asked.length
  for (let step = 0; step < 14; step++) feed.look(pan({ from: 50_000, to: 50_300 }, step * 10))
  await vi.advanceTimersByTimeAsync(10 * SETTLE_MS)
  expect(asked.length).toBe(before)
})

test('U7 a hand that keeps moving is asked for once it rests, not at every move', async () => {
  const { feed, asked, begin } = feedOf()
  await begin(50_000, 50_900)
  const { length } = asked
  for (let step = 0; step < 20; step++) {
    feed.look(pan({ from: 50_300, to: 50_600 }, step))
    await vi.advanceTimersByTimeAsync(5)
  }
  expect(asked.length).toBe(length)
  feed.look({ from: 50_480, to: 50_780 })
  await vi.advanceTimersByTimeAsync(SETTLE_MS)
  expect(asked.length).toBe(length + 1)
})

test('U7 a hand that runs off what is loaded is fed while it still moves', async () => {
  const { feed, asked, begin } = feedOf()
  await begin(50_000, 50_900)
  const { length } = asked
  for (let step = 0; step < 40; step++) {
    feed.look(pan({ from: 50_600, to: 50_900 }, step * 10))
    await vi.advanceTimersByTimeAsync(5)
  }
  expect(asked.length).toBeGreaterThan(length)
})

test('U7 an answer that a later one has overtaken is dropped', async () => {
  const { feed, asked, shown, begin } = feedOf()
  await begin(50_000, 50_300)
  const early = feed.load({ from: millis(10_000 * MINUTE), to: millis(10_100 * MINUTE), most: 100 })
  const late = feed.load({ from: millis(90_000 * MINUTE), to: millis(90_100 * MINUTE), most: 100 })
  asked[2]?.answer()
  expect((await late)?.candles.first).toBe(90_000)
  asked[1]?.answer()
  expect(await early).toBeNull()
  expect(shown.map(({ first }) => first)).toEqual([50_000, 90_000])
})

test('U7 a refused question is reported and put again when the view moves', async () => {
  const { feed, asked, failures, begin } = feedOf()
  await begin(50_000, 50_300)
  const view: View = { from: 51_000, to: 51_300 }
  feed.look(view)
  await vi.advanceTimersByTimeAsync(SETTLE_MS)
  asked[1]?.refuse('gone')
  await vi.advanceTimersByTimeAsync(5 * SETTLE_MS)
  expect([failures, asked.length]).toEqual([['gone'], 2])
  feed.look(view)
  await vi.advanceTimersByTimeAsync(SETTLE_MS)
  expect(asked.length).toBe(3)
})

test('U7 candles beyond a silent stretch of the market are found, however long it was', async () => {
  // A month of nothing in a market of minutes: a screen further left is still silence.
  const { feed, shown, settle, begin } = feedOf({ 49_999: 43_200 })
  await begin(50_000 + 43_200, 50_300 + 43_200)
  const view = around(50_000, 300)
  feed.look(view)
  await settle()
  const last = shown.at(-1)
  expect(last !== undefined && covers(last, view)).toBe(true)
})

test('U7 in any market, wherever the view goes, the feed comes to rest with the view covered', async () => {
  const gap = fc.tuple(fc.integer({ min: 0, max: 4998 }), fc.integer({ min: 1, max: 500_000 }))
  const place = fc.record({
    from: fc.integer({ min: 0, max: 4999 }),
    span: fc.integer({ min: 10, max: 5000 }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(gap, { maxLength: 6 }),
      fc.array(place, { minLength: 1, maxLength: 4 }),
      async (gaps, places) => {
        const { feed, shown, settle, begin } = feedOf(Object.fromEntries(gaps), 5000)
        await begin(0, 300)
        for (const { from, span } of places) {
          const view = within({ from, to: from + span }, 5000)
          feed.look(view)
          await settle()
          const last = shown.at(-1)
          expect(last !== undefined && covers(last, view)).toBe(true)
        }
        feed.close()
      },
    ),
    { numRuns: 30 },
  )
})

test('U7 a closed feed draws nothing more', async () => {
  const { feed, asked, shown, begin } = feedOf()
  await begin(50_000, 50_300)
  const question = feed.load({ from: millis(0), to: millis(MINUTE), most: 10 })
  feed.close()
  asked[1]?.answer()
  expect(await question).toBeNull()
  expect(shown.length).toBe(1)
})
