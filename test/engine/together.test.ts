/** GA-7: three symbols on accounts of their own, and on one. */
import { expect, test } from 'vitest'
import { Problem } from '../../src/shared/problem.ts'
import type { PartialSettings } from '../../src/shared/settings.ts'
import { colours } from '../support/colours.ts'
import { candles, wandering } from '../support/market.ts'
import { named, together, type ToldTogether, without } from '../support/together.ts'

const day = (candle: number) => `2024-01-${String(candle + 1).padStart(2, '0')}T00:00:00.000Z`
const free: PartialSettings = { capital: '300', fees: { takerBps: '0' } }
const refusals = ({ timeline }: ToldTogether) =>
  timeline.filter(({ kind }) => kind === 'rejected').map(({ symbol, title }) => `${symbol} ${title}`)
const fills = (run: ToldTogether) =>
  run.fills.map(({ trade, symbol, candle, action, quantity, price }) =>
    [trade, symbol, candle, action, quantity, price].join(' '),
  )
const money = (value: bigint | undefined) => Number(value) / 1e8

/** All three are bought at the second open and go on as they please. */
const rising = candles`
  open high low close
  100  110  100 110    buy
  110  120  110 120    bought at 110
  120  130  120 130
`
const markets = ['C', 'A', 'B'].map((symbol) => named(symbol, rising))

test('GA-7 independent accounts never stand in each other’s way; the run has the capital of all', () => {
  const run = together({ markets, strategy: colours, settings: { ...free, sizing: { value: '1' } } })
  expect(fills(run)).toEqual([
    '1 A 1 buy 2.72727272 110',
    '2 B 1 buy 2.72727272 110',
    '3 C 1 buy 2.72727272 110',
  ])
  expect(refusals(run)).toEqual([])
  expect([money(run.capital), run.equity.map((worth) => worth / 10n ** 8n)]).toEqual([
    900,
    BigInt64Array.of(900n, 981n, 1063n),
  ])
})

test('GA-7 on a shared account the first by symbol has the cash, and what is refused says so', () => {
  const settings = { ...free, capitalMode: 'portfolio', risk: { maxPositions: 3 } } as const
  const greedy = together({ markets, strategy: colours, settings: { ...settings, sizing: { value: '0.6' } } })
  // 0.6 of 300 for A, what is left for B, and C finds nothing: a share is never more than the cash.
  expect(fills(greedy)).toEqual(['1 A 1 buy 1.63636363 110', '2 B 1 buy 1.09090909 110'])
  expect(refusals(greedy)).toEqual([
    'C INSUFFICIENT_FUNDS: needs 180, there is 0.0000008',
    // Asked again a candle later, when A and B stand at 120.
    'C INSUFFICIENT_FUNDS: needs 196.36363632, there is 0.0000008',
  ])

  const fixed = together({
    markets,
    strategy: colours,
    settings: { ...settings, sizing: { kind: 'cash', value: '120' } },
  })
  expect(fills(fixed)).toEqual(['1 A 1 buy 1.09090909 110', '2 B 1 buy 1.09090909 110'])
  expect(refusals(fixed)).toEqual([
    'C INSUFFICIENT_FUNDS: needs 119.9999999, there is 60.0000002',
    'C INSUFFICIENT_FUNDS: needs 120, there is 60.0000002',
  ])
})

test('E6 risk.maxPositions counts positions over symbols, those that wait to be filled included', () => {
  const settings = { ...free, capitalMode: 'portfolio', sizing: { value: '0.3' } } as const
  const run = together({ markets, strategy: colours, settings: { ...settings, risk: { maxPositions: 2 } } })
  expect(fills(run)).toEqual(['1 A 1 buy 0.81818181 110', '2 B 1 buy 0.81818181 110'])
  expect(refusals(run)).toEqual([
    'C risk rejects: MAX_POSITIONS: 2 open, and 2 the most',
    'C risk rejects: MAX_POSITIONS: 2 open, and 2 the most',
    'C risk rejects: MAX_POSITIONS: 2 open, and 2 the most',
  ])
})

/** Bought at 110, sold at the open of the fourth candle. */
const leaving = candles`
  open high low close
  100  110  100 110    buy
  110  120  110 120    bought at 110
  120  120  90  90     sell
  90   90   90  90     sold at 90
  90   90   90  90
`
/** Wants in at the close at which the other wants out. */
const coming = candles`
  open high low close
  50   50   50  50
  50   50   50  50
  50   55   50  55     buy
  54   54   54  54     bought at 54
  54   60   54  60
`

test('GA-7 at one open ways out come before ways in: what a later symbol frees, an earlier one may use', () => {
  const run = together({
    markets: [named('Z', leaving), named('A', coming)],
    strategy: colours,
    settings: { ...free, capitalMode: 'portfolio', sizing: { value: '1' } },
  })
  // All of 300 at 110, out at 90 with 245.4545456 in all, and that at 54.
  expect(fills(run)).toEqual([
    '1 Z 1 buy 2.72727272 110',
    '1 Z 3 sell 2.72727272 90',
    '2 A 3 buy 4.54545454 54',
  ])
  expect(refusals(run)).toEqual([])
})

test('GA-7 where the way out has no open yet, the way in is refused at its fill', () => {
  const run = together({
    markets: [
      named(
        'Z',
        without(leaving, (candle) => candle === 3),
      ),
      named('A', coming),
    ],
    strategy: colours,
    settings: { ...free, capitalMode: 'portfolio', sizing: { value: '0.2' } },
  })
  expect(refusals(run)).toEqual(['A MAX_POSITIONS: 1 still open, and 1 the most'])
  expect(fills(run)).toEqual(['1 Z 1 buy 0.54545454 110', '1 Z 3 sell 0.54545454 90'])
})

test('E6 a share is one of the whole equity, with what others hold at the opens of that time', () => {
  const gap = candles`
    open high low close
    100  110  100 110    buy
    110  120  110 120    bought at 110
    120  120  120 120
    200  200  200 200    opens far above its last close
    200  200  200 200
  `
  const run = together({
    markets: [named('Z', gap), named('A', coming)],
    strategy: colours,
    settings: { ...free, capitalMode: 'portfolio', sizing: { value: '0.4' }, risk: { maxPositions: 2 } },
  })
  // 120 at 110; then 0.4 of 180 in cash and of 1.09090909 × 200: 159.27. At the last close it were 124.36.
  expect(fills(run)).toEqual(['1 Z 1 buy 1.09090909 110', '2 A 3 buy 2.94949494 54'])
})

test('GA-7 a symbol without a candle stands at its last close; there is a row wherever one has a candle', () => {
  const holed = without(leaving, (candle) => candle === 2)
  const run = together({
    markets: [
      named('Z', holed),
      named(
        'A',
        candles`
      open high low close
      10   10   10  10
      10   10   10  10
      10   10   10  10
    `,
      ),
    ],
    strategy: colours,
    settings: { ...free, capitalMode: 'portfolio', sizing: { kind: 'units', value: '1' } },
  })
  expect([...run.time].map((time) => new Date(time).toISOString())).toEqual([0, 1, 2, 3, 4].map(day))
  // Bought at 110, marked at 120, still 120 without a candle, then 90.
  expect([...run.equity].map(money)).toEqual([300, 310, 310, 280, 280])
  // Its worst price is one of its own candles only.
  expect([...run.adverse].map(money)).toEqual([300, 300, 310, 280, 280])
})

test('E6 one daily loss stop and one cooldown for the account, whichever symbol it was', () => {
  const settings = { ...free, capitalMode: 'portfolio', sizing: { value: '0.5' } } as const
  const stopped = together({
    markets: [named('Z', leaving), named('A', coming)],
    strategy: colours,
    settings: { ...settings, risk: { maxPositions: 2, maxDrawdownPct: '10' } },
  })
  expect(stopped.timeline.filter(({ title }) => title.includes('risk stops'))).toHaveLength(1)
  expect(refusals(stopped).at(-1)).toMatch(/^A risk rejects: MAX_DRAWDOWN/)
  expect(stopped.trades).toMatchObject([{ symbol: 'Z', exitTime: day(3), exitReason: 'signal' }])

  const resting = together({
    markets: [
      named('Z', leaving),
      named(
        'A',
        named(
          'A',
          candles`
      open high low close
      50   50   50  50
      50   50   50  50
      50   50   50  50
      50   55   50  55     buy, at the time at which Z was sold
      54   54   54  54
    `,
        ),
      ),
    ],
    strategy: colours,
    settings: { ...settings, risk: { maxPositions: 2, cooldownCandles: 2 } },
  })
  expect(refusals(resting)).toEqual(['A risk rejects: COOLDOWN: 0 of 2 candles since the last exit'])
})

test('Q9 GA-7 what backs a short is nobody’s to spend, and a short that outgrows it is bought back', () => {
  const soaring = candles`
    open high low close
    100  100  90  90     sell short
    90   90   90  90     short at 90
    90   300  90  290    the account could no longer buy it back
    290  290  290 290
  `
  const steady = candles`
    open high low close
    50   55   50  55     buy
    50   50   50  50     bought at 50
    50   50   50  50
    50   50   50  50
  `
  const run = together({
    markets: [named('S', soaring), named('L', steady)],
    strategy: colours,
    settings: {
      ...free,
      capitalMode: 'portfolio',
      direction: 'both',
      sizing: { value: '0.5' },
      risk: { maxPositions: 2 },
    },
  })
  // 150 each: the proceeds of the short buy nothing.
  expect(fills(run).slice(0, 2)).toEqual(['1 L 1 buy 3 50', '2 S 1 sell 1.66666666 90'])
  expect(run.trades.map(({ symbol, exitTime, exitReason }) => [symbol, exitTime, exitReason])).toEqual([
    ['L', day(2), 'kill'],
    ['S', day(2), 'kill'],
  ])
  expect(refusals(run).filter((title) => title.includes('MARGIN_CALL'))).toEqual([
    'S MARGIN_CALL: the shorts owe 483.3333314, there is 299.9999994',
    'L MARGIN_CALL: the shorts owe 0, there is -183.333332',
  ])
})

test('E7 each symbol warms up by itself, and DATA_INSUFFICIENT names the one that can’t', () => {
  const refused = () =>
    together({
      markets: [named('LONG', wandering({ seed: 1, rows: 40 })), named('SHORT', rising)],
      strategy: 'sma-cross',
    })
  expect(refused).toThrow(Problem)
  expect(refused).toThrow(/candles of SHORT/)
})
