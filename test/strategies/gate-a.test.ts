/** Gate A: the bundled strategies over two years of hours of three symbols close more than 100 trades. */
import { expect, test } from 'vitest'
import { STRATEGIES } from '../../src/main/strategies/index.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { sharedDaily } from '../support/market.ts'
import { hourly, named, together } from '../support/together.ts'

const GATE = 100
const TWO_YEARS = 2 * 365 * 24
const markets = [
  hourly('BTC-USD', { seed: 20_090_103, rows: TWO_YEARS, price: 47_000, swing: 0.012 }),
  hourly('ETH-USD', { seed: 20_150_730, rows: TWO_YEARS, price: 3_700, swing: 0.014 }),
  hourly('SOL-USD', { seed: 20_200_316, rows: TWO_YEARS, price: 170, swing: 0.02 }),
]

const modes = ['independent', 'portfolio'] as const
const trading = STRATEGIES.map(({ id }) => id).filter((id) => id !== 'buy-and-hold')

function closedTrades(strategy: string, on: readonly CandleSeries[], mode: (typeof modes)[number]) {
  const shared = mode === 'portfolio'
  const { trades } = together({
    markets: on,
    strategy,
    settings: {
      capitalMode: mode,
      sizing: { kind: 'fraction', value: shared ? '0.33333333' : '1' },
      risk: { maxPositions: shared ? 3 : 1 },
    },
  })
  const closed = trades.filter(({ exitTime }) => exitTime !== null)
  return { count: closed.length, symbols: [...new Set(closed.map(({ symbol }) => symbol))].toSorted() }
}

test.each(modes.flatMap((mode) => trading.map((strategy) => [strategy, mode] as const)))(
  'GA-1 %s on three symbols, %s capital, passes the gate, and no symbol stands idle',
  (strategy, mode) => {
    const { count, symbols } = closedTrades(strategy, markets, mode)
    expect(count).toBeGreaterThan(GATE)
    expect(symbols).toEqual(['BTC-USD', 'ETH-USD', 'SOL-USD'])
  },
)

test('GA-1 buying and holding closes nothing, and stands red at 0 of 100', () => {
  expect(closedTrades('buy-and-hold', markets, 'portfolio').count).toBe(0)
})

/** A share, a currency and another one: three calendars, three prices, days that only some of them have. */
const real = (
  [
    ['EUR-USD', 'EURUSD_1d_2012-2022.csv'],
    ['GOOG', 'GOOG_1d.csv'],
    ['USD-JPY', 'USDJPY_1d_2012-2022.csv'],
  ] as const
).map(([symbol, file]) => ({ symbol, series: sharedDaily(file) }))

test.skipIf(real.some(({ series }) => series === null))(
  'GA-1 on real days of three symbols the crossing averages pass as well (candles from beside the project)',
  () => {
    const days = real.flatMap(({ symbol, series }) => (series === null ? [] : [named(symbol, series)]))
    for (const mode of modes) {
      const { count, symbols } = closedTrades('sma-cross', days, mode)
      expect(count).toBeGreaterThan(GATE)
      expect(symbols).toEqual(['EUR-USD', 'GOOG', 'USD-JPY'])
    }
  },
)
