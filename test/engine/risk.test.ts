import { expect, test } from 'vitest'
import { UNPROTECTED } from '../../src/main/engine/bracket.ts'
import { MARKET } from '../../src/main/engine/orders.ts'
import { Risk } from '../../src/main/engine/risk.ts'
import { termsOf } from '../../src/main/engine/terms.ts'
import { worded } from '../../src/main/engine/words.ts'
import type { PartialSettings } from '../../src/shared/settings.ts'
import { colours } from '../support/colours.ts'
import { candles } from '../support/market.ts'
import { replayed, settingsOf } from '../support/replayed.ts'

const free: PartialSettings = { fees: { takerBps: '0' }, sizing: { kind: 'units', value: '1' } }
const day = (candle: number) => `2024-01-0${candle + 1}T00:00:00.000Z`

/** Rises and falls in turn: bought, sold, bought, sold. */
const series = candles`
  open high low close
  100  101  100 101    buy
  101  101  90  90     bought at 101; sell
  90   91   90  91     sold at 90; buy
  91   92   91  92     buy
  92   92   92  92
  92   92   92  92
`
const told = (risk: PartialSettings['risk'], more: PartialSettings = {}) =>
  replayed({ series, strategy: colours, settings: { ...free, capital: '200', ...more, risk } })

const rejections = (run: ReturnType<typeof told>) =>
  run.timeline.filter(({ kind }) => kind === 'rejected').map(({ time, title }) => `${time} ${title}`)

test('E6 a cooldown refuses entries for so many candles after an exit, and says how many are left', () => {
  const run = told({ cooldownCandles: 1 })
  expect(rejections(run)).toEqual([`${day(2)} risk rejects: COOLDOWN: 0 of 1 candles since the last exit`])
  expect(run.trades.map(({ entryTime }) => entryTime)).toEqual([day(1), day(4)])
})

test('E6 a daily loss stop leaves what is held, refuses the rest of the day and lets the next begin', () => {
  const holding = candles`
    open high low close
    100  101  100 101    buy
    101  101  90  101    bought at 101
    101  101  95  97     2 % of 200 are lost since yesterday
    97   98   97  98     left here, at the open; buy: a new day
    98   98   98  98
  `
  const settings = { ...free, capital: '200', risk: { dailyLossPct: '2' } }
  const run = replayed({ series: holding, strategy: colours, settings })
  expect(run.trades).toMatchObject([
    { exitTime: day(3), exitPrice: '97', exitReason: 'signal' },
    { entryTime: day(4), exitTime: null },
  ])
  const why =
    'DAILY_LOSS: the equity of 196 is 2 % or more below the 200 at the start of the day, and the day is over'
  expect(rejections(run)).toEqual([`${day(2)} risk stops: ${why}`])
})

test('E6 a drawdown stop ends the trading of the run, and what is held is left as `kill`', () => {
  const sinking = candles`
    open high low close
    100  101  100 101    buy
    101  101  90  101    bought at 101
    90   90   90  90     11 of 200 are lost: neither rising nor falling
    90   91   90  91     left here; buy, and never again
    91   92   91  92
    92   92   92  92
  `
  const settings = { ...free, capital: '200', risk: { maxDrawdownPct: '5' } }
  const run = replayed({ series: sinking, strategy: colours, settings })
  expect(run.trades).toMatchObject([{ exitTime: day(3), exitPrice: '90', exitReason: 'kill' }])
  const why =
    'MAX_DRAWDOWN: the equity of 189 is 5 % or more below its peak of 200, and the run trades no more'
  expect(rejections(run)).toEqual([
    `${day(2)} risk stops: ${why}`,
    `${day(3)} risk rejects: ${why}`,
    `${day(4)} risk rejects: ${why}`,
  ])
})

test('E6 no more positions than the most: the seam for several symbols', () => {
  const risk = new Risk(termsOf(settingsOf(free), 2))
  const order = {
    side: 'long',
    size: { is: 'units', value: 1n },
    entry: MARKET,
    protection: UNPROTECTED,
    until: Infinity,
  } as const
  const judged = (positions: number) =>
    risk.judge('enter-long', { candle: 5, equity: 1n, positions, exited: null }, () => ({ order }))
  expect(judged(0)).toMatchObject({ approved: true, order })
  const { reasons, refused, ...verdict } = judged(1)
  expect(verdict).toEqual({ approved: false, exits: false, order: null })
  expect(reasons.map(worded)).toEqual(['risk rejects: MAX_POSITIONS: 1 open, and 1 the most'])
  expect(refused).toMatchObject({ side: 'long', asked: order })
  expect(refused?.against.map(worded)).toEqual(['MAX_POSITIONS: 1 open, and 1 the most'])
})

test('B3 sizing by risk loses the share at the worst-case stop, both fees included', () => {
  const steady = candles`
    open   high   low    close
    99.00  100.00 99.00  100.00   buy
    100.00 100.00 99.00  99.50
    99.50  99.50  99.50  99.50
  `
  const sized = (settings: PartialSettings) =>
    replayed({
      series: steady,
      strategy: colours,
      settings: {
        fees: { takerBps: '0' },
        sizing: { kind: 'risk', value: '0.01' },
        bracket: { stop: 'pct:2' },
        ...settings,
      },
    }).trades[0]
  // Entry 100, stop 98, worst fill 93.10: 6.90 a unit are lost, and 100 may be.
  expect(sized({})).toMatchObject({ quantity: '14.49275362', initialStop: '98', initialRisk: '28.98550724' })
  expect(sized({ bracket: { stop: 'pct:2', stopBufferPct: '0' } })).toMatchObject({ quantity: '50' })
  // With 10 bps each way, rounded up to 1.41 and 1.32: 97.27 are left to lose.
  expect(sized({ fees: { takerBps: '10' } })?.quantity).toBe('14.09710144')
})

test('B3 sizing by risk without a stop is CONFIG_INVALID', () => {
  const settings: PartialSettings = { sizing: { kind: 'risk', value: '0.01' } }
  expect(() => replayed({ series, strategy: colours, settings })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', details: { field: 'sizing.kind', text: 'risk' } }),
  )
})

test('E6 sizing by volatility: an average candle moves the equity by its share', () => {
  const rows = 20
  const column = (ticks: number) => new Float64Array(rows).fill(ticks)
  const ranging = {
    ...series,
    rows,
    time: Float64Array.from({ length: rows }, (_, at) => series.time[0]! + at * 86_400_000),
    open: column(100),
    high: column(102),
    low: column(98),
    close: column(101),
    volume: new BigInt64Array(rows),
  }
  const settings: PartialSettings = {
    fees: { takerBps: '0' },
    sizing: { kind: 'volatility', value: '0.01' },
  }
  // Every candle ranges over 4, and 100 of 10000 may move; the 14th is the first with an average.
  expect(replayed({ series: ranging, strategy: colours, settings }).trades[0]).toMatchObject({
    quantity: '25',
    entryTime: '2024-01-15T00:00:00.000Z',
  })
})
