import fc from 'fast-check'
import { expect, test } from 'vitest'
import { targetOf } from '../../src/renderer/chart/jump.ts'
import { EVERYTHING, MOST, questionFor, stretchOf } from '../../src/renderer/chart/question.ts'
import { pan, spanOf, within, zoom } from '../../src/renderer/chart/view.ts'
import { after, barAt, before, covers, placeOf } from '../../src/renderer/chart/window.ts'
import { millis } from '../../src/shared/brand.ts'
import { MINUTE, candlesOf, minutes } from './chart-market.ts'

const WIDTH = 1000
const answerOf = candlesOf(minutes(1_000_000))
const map = answerOf(EVERYTHING)
const asked = (from: number, to: number, most: number) =>
  answerOf({ from: millis(from * MINUTE), to: millis(to * MINUTE), most })

test('U7 nothing is asked while half a screen is loaded on either side', () => {
  const loaded = asked(500_000, 500_900, 2000)
  expect(questionFor({ loaded, map }, { from: 500_300, to: 500_600 }, WIDTH)).toBeNull()
  expect(questionFor({ loaded, map }, { from: 500_150, to: 500_450 }, WIDTH)).toBeNull()
  expect(questionFor({ loaded, map }, { from: 500_140, to: 500_440 }, WIDTH)).toEqual({
    // A screen further left only the map knows the time, and it counts 256 candles a bar.
    from: 499_712 * MINUTE,
    to: 500_740 * MINUTE,
    most: 1714,
  })
})

test('U7 zoomed out, bars too narrow to be seen are asked for merged; zoomed in, merged ones finer', () => {
  const close = asked(500_000, 500_900, 2000)
  const wide = questionFor({ loaded: close, map }, { from: 400_000, to: 600_000 }, WIDTH)
  expect(wide?.most).toBe(1501)
  const merged = asked(400_000, 600_000, 500)
  expect(merged.per).toBe(512)
  const closer = questionFor({ loaded: merged, map }, { from: 499_000, to: 501_000 }, WIDTH)
  expect(closer === null ? null : answerOf(closer).per).toBe(4)
})

test('U7 the ends of the series are the ends of the question', () => {
  const loaded = asked(0, 1_000_000, 500)
  const start = questionFor({ loaded, map }, { from: -100, to: 100 }, WIDTH)
  expect(start?.from).toBe(0)
  const end = questionFor({ loaded, map }, { from: 999_900, to: 1_000_100 }, WIDTH)
  expect(end?.to).toBe(999_999 * MINUTE + 1)
})

test('U7 wherever the view goes, a few answers later it is covered by bars that can be seen', () => {
  const view = fc.record({
    from: fc.integer({ min: 0, max: 999_999 }),
    span: fc.integer({ min: 20, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(view, view, fc.integer({ min: 300, max: 2600 }), (before, after, width) => {
      const goal = within({ from: after.from, to: after.from + after.span }, 1_000_000)
      let loaded = asked(before.from, before.from + before.span, 1500)
      let steps = 0
      for (let step = 1; step < 12; step++) {
        const question = questionFor({ loaded, map }, goal, width)
        if (question === null) break
        expect(question.most).toBeLessThanOrEqual(MOST)
        expect(Number.isInteger(question.from) && Number.isInteger(question.to)).toBe(true)
        loaded = answerOf(question)
        steps = step
      }
      expect(steps).toBeLessThanOrEqual(2)
      expect(covers(loaded, goal)).toBe(true)
      const pixels = (width * loaded.per) / spanOf(goal)
      expect(pixels).toBeGreaterThanOrEqual(1)
      expect(loaded.per === 1 || pixels <= 6).toBe(true)
    }),
  )
})

test('U7 positions and times answer each other wherever a bar begins, across gaps too', () => {
  const answer = candlesOf(minutes(1000, { 500: 90 }))
  const loaded = answer({ from: millis(400 * MINUTE), to: millis(700 * MINUTE), most: 1000 })
  const ground = { loaded, map: answer({ ...EVERYTHING, most: 100 }) }
  for (let position = 400; position < 600; position++) {
    const { time } = before(ground, position)
    expect(placeOf(ground, time)).toEqual({ position, time, per: 1 })
    expect(after(ground, position).position).toBe(position)
  }
  // Inside the gap it is still the candle before it.
  expect(placeOf(ground, 550 * MINUTE).position).toBe(500)
  // Where only the map knows, a bar of the map holds it.
  expect([before(ground, 100).position, after(ground, 100).position]).toEqual([96, 112])
  expect([before(ground, 5000).position, after(ground, 5000).position]).toEqual([992, 1000])
  expect(placeOf(ground, 9e9).position).toBe(999)
  expect([barAt(loaded.time, -1), barAt(loaded.time, Infinity)]).toEqual([-1, loaded.time.length - 1])
})

test('U3 a jump finds the trade, whole and with room around it, in a few looks', () => {
  const series = minutes(100_000, { 30_000: 43_200, 60_000: 500_000 })
  const answer = candlesOf(series)
  const whole = answer(EVERYTHING)
  const candle = fc.integer({ min: 0, max: 99_999 })
  fc.assert(
    fc.property(candle, fc.integer({ min: 1, max: 3000 }), candle, (first, length, elsewhere) => {
      const time = (position: number) => series.time[Math.min(position, 99_999)] ?? 0
      const spot = { from: time(first), until: time(first + length) }
      const now = { from: elsewhere, to: elsewhere + 300 }
      let ground = {
        loaded: answer({ from: millis(time(elsewhere)), to: millis(time(elsewhere + 300) + 1), most: 500 }),
        map: whole,
      }
      let target = targetOf(ground, spot, now)
      for (let looks = 1; looks < 4 && !target.isFound; looks++) {
        ground = { loaded: answer(stretchOf(ground, target.view, WIDTH)), map: whole }
        target = targetOf(ground, spot, now)
      }
      expect(target.isFound).toBe(true)
      expect(target.view.from).toBeLessThan(first)
      expect(target.view.to).toBeGreaterThan(Math.min(first + length, 99_999))
      expect(spanOf(target.view)).toBeGreaterThanOrEqual(80)
    }),
  )
})

test('U7 zooming keeps the candle under the hand, and no view leaves the candles', () => {
  const view = { from: 100, to: 200 }
  expect(zoom(view, 2, 150)).toEqual({ from: 50, to: 250 })
  expect(zoom(zoom(view, 3, 120), 1 / 3, 120)).toEqual(view)
  const any = fc.record({
    from: fc.double({ min: -1e7, max: 1e7, noNaN: true }),
    span: fc.double({ min: 0, max: 1e7, noNaN: true }),
  })
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 1_000_000 }), ({ from, span }, total) => {
      const kept = within({ from, to: from + span }, total)
      expect(spanOf(kept)).toBeGreaterThan(0)
      const middle = (kept.from + kept.to) / 2
      expect(middle >= -1e-6 && middle <= total + 1e-6).toBe(true)
    }),
  )
  expect(within(pan(view, -1000), 1000)).toEqual({ from: -50, to: 50 })
})
