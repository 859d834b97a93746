import { expect, test } from 'vitest'
import { above, below } from '../../src/main/engine/rules.ts'
import { close, open } from '../../src/main/engine/series.ts'
import { strategy } from '../../src/main/engine/strategy.ts'
import type { PartialSettings, Product } from '../../src/shared/settings.ts'
import { colours } from '../support/colours.ts'
import { candles } from '../support/market.ts'
import { replayed, type Told } from '../support/replayed.ts'

const free: PartialSettings = { fees: { takerBps: '0' }, sizing: { kind: 'units', value: '1' } }

const product: Product = {
  baseIncrement: '0.01',
  quoteIncrement: '0.01',
  minFunds: null,
  maxFunds: null,
  calendar: '24/7',
}

/** Trades as one line each: side, quantity, entry day and price, exit day, price and reason. */
const lines = ({ trades }: Told) =>
  trades.map(({ side, quantity, entryTime, entryPrice, exitTime, exitPrice, exitReason }) =>
    [
      side,
      quantity,
      day(entryTime),
      entryPrice,
      exitTime === null ? '-' : day(exitTime),
      exitPrice,
      exitReason,
    ].join(' '),
  )
/** Candle 0 is the first of January. */
const day = (iso: string) => Number(iso.slice(8, 10)) - 1

const whole = (column: BigInt64Array) => [...column].map((worth) => Number(worth / 10n ** 8n))

const upThenDown = candles`
  open high low close
  100  102  99  101    rises: buy
  102  109  98  102    bought here
  103  104  95  97     falls: sell
  96   120  80  96     sold here
  96   97   95  96
`

test('F01 what is decided at a close fills at the next open', () => {
  const told = replayed({ series: upThenDown, strategy: colours, settings: free })
  expect(lines(told)).toEqual(['long 1 1 102 3 96 signal'])
})

test('Q5 Q6 both: the exit and the reverse fill at the same open, the exit first', () => {
  const told = replayed({
    series: candles`
      open high low close
      10   11   10  11     buy
      12   12   11  11.5   sell: turn around
      11   11   10  11     turned here
      11   13   11  12     buy: turn back
      14   14   14  14
    `,
    strategy: colours,
    // All of the equity each time: the second entry can only be paid from the first exit.
    settings: {
      direction: 'both',
      fees: { takerBps: '0' },
      sizing: { kind: 'fraction', value: '1' },
      capital: '120',
    },
  })
  expect(lines(told)).toEqual([
    'long 10 1 12 2 11 signal',
    'short 10 2 11 4 14 signal',
    'long 5.71428571 4 14 -  ',
  ])
  const third = told.decisions.find(({ candle }) => candle === 2)
  expect(third?.reasons).toEqual(['sold 10 at 11, fee 0: signal, net -10', 'sold short 10 at 11, fee 0'])
  expect(told.decisions[1]).toMatchObject({ candle: 1, wanted: 'reverse-to-short', approved: true })
})

test('Q7 a signal for what is held adds nothing', () => {
  const told = replayed({
    series: candles`
      open high low close
      10   11   10  11     buy
      12   13   12  13     bought; buy again
      14   15   14  15     and again
      14   14   14  14
    `,
    strategy: colours,
    settings: free,
  })
  expect(lines(told)).toEqual(['long 1 1 12 -  '])
  expect(told.decisions.map(({ candle, wanted, quiet }) => [candle, wanted, quiet])).toEqual([
    [0, 'enter-long', undefined],
    [1, 'nothing', undefined],
    [2, 'nothing', 2],
  ])
})

const torn = strategy({
  id: 'torn',
  version: '1',
  title: 'Torn',
  idea: 'Buys and sells short after a rising candle.',
  suits: 'Tests.',
  parameters: {},
  indicators: () => ({}),
  rules: () => ({
    enterLong: above(close, open),
    enterShort: above(close, open),
    exitShort: below(close, open),
  }),
})

test('Q7 wanting long and short on one candle is wanting neither', () => {
  const told = replayed({ series: upThenDown, strategy: torn, settings: { ...free, direction: 'both' } })
  expect([told.trades, told.decisions.length]).toEqual([[], 1])
  expect(
    lines(replayed({ series: upThenDown, strategy: torn, settings: { ...free, direction: 'short' } })),
  ).toEqual(['short 1 1 102 3 96 signal'])
})

test('Q9 an order that the cash does not cover is refused, not resized, and recorded', () => {
  const series = candles`
    open high low close
    10   11   10  11     buy
    12   12   11  11     refused here; sell: nothing is held
    11   11   11  11
  `
  const asked = { series, strategy: colours }
  const refusal = 'INSUFFICIENT_FUNDS: needs 12.02, there is 12.01'
  const settings = {
    capital: '12.01',
    fees: { takerBps: '10' },
    sizing: { kind: 'units', value: '1' },
  } as const
  const poor = replayed({ ...asked, settings: { ...settings, product } })
  expect(poor.trades).toEqual([])
  expect(poor.timeline.filter(({ kind }) => kind === 'rejected')).toEqual([
    { candle: 1, time: '2024-01-02T00:00:00.000Z', kind: 'rejected', title: refusal, trade: null },
  ])
  expect(poor.decisions[1]?.reasons).toEqual([`enter-long refused at the open: ${refusal}`])
  const enough = replayed({ ...asked, settings: { ...settings, product, capital: '12.02' } })
  expect(lines(enough)).toEqual(['long 1 1 12 2 11 signal'])
})

test('Q9 a short needs the cash as well', () => {
  const asked = { series: turned, strategy: colours }
  const settings = {
    direction: 'short',
    fees: { takerBps: '0' },
    sizing: { kind: 'units', value: '1' },
  } as const
  expect(lines(replayed({ ...asked, settings: { ...settings, capital: '12' } }))).toEqual([
    'short 1 1 12 -  ',
  ])
  expect(lines(replayed({ ...asked, settings: { ...settings, capital: '11.99' } }))).toEqual([])
})

const turned = candles`
  open high low close
  13   13   12  12     sell
  12   12   12  12
  11   11   11  11
`

const entryWithin = (minFunds: string | null, maxFunds: string | null) =>
  replayed({
    series: turned,
    strategy: colours,
    settings: {
      ...free,
      direction: 'short',
      product: { ...product, minFunds, maxFunds },
    },
  }).timeline[1]?.title

test('B1 an order below the least or above the most of a product is refused', () => {
  expect(entryWithin('12', '12')).toBe('sold short 1 at 12, fee 0')
  expect(entryWithin('12.01', null)).toBe('MIN_NOTIONAL: 12 is below the least of 12.01')
  expect(entryWithin(null, '11.99')).toBe('MAX_NOTIONAL: 12 is above the most of 11.99')
})

const fees = (settings: PartialSettings) =>
  replayed({ series: turned, strategy: colours, settings: { ...settings, direction: 'short' } }).trades[0]
    ?.fees

test('Q10 fees are rounded up to the quote increment, and have a least', () => {
  const sizing = { kind: 'units', value: '1' } as const
  // 12 at 10 bps is 0.012.
  expect(fees({ sizing, product })).toBe('0.02')
  expect(fees({ sizing, product, fees: { takerBps: '10', minimum: '0.505' } })).toBe('0.51')
  // Q14: an unknown product has the data's own increment, which here is whole units.
  expect(fees({ sizing })).toBe('1')
  expect(fees({ sizing, fees: { takerBps: '0' } })).toBe('0')
})

test('Q12 F24 what is held at the end stays open, or is closed at the last close where asked', () => {
  const series = candles`
    open high low close
    10   11   10  11     buy
    12   12   8   9      sell, with no candle left
  `
  const open = replayed({ series, strategy: colours, settings: free })
  expect(lines(open)).toEqual(['long 1 1 12 -  '])
  expect(open.trades[0]).toMatchObject({ grossPnl: null, netPnl: null, mae: '4', mfe: '0' })
  const settings: PartialSettings = { ...free, fees: { takerBps: '10000' }, closeAtEnd: true }
  const closed = replayed({ series, strategy: colours, settings })
  expect(lines(closed)).toEqual(['long 1 1 12 1 9 end-of-data'])
  expect(closed.trades[0]).toMatchObject({ grossPnl: '-3', netPnl: '-24', fees: '21' })
  expect(closed.unfilledAtEnd).toBe(true)
  // The last equity is after the fee, and the adverse mark is not above it.
  expect(closed.equity.at(-1)).toBe(9976n * 10n ** 8n)
  expect(closed.adverse.at(-1)).toBe(9976n * 10n ** 8n)
})

test('E3 a short that has lost everything is over at that close', () => {
  const told = replayed({
    series: candles`
      open high low close
      13   13   12  12     sell
      12   12   12  12     sold, with all there is
      20   30   20  26     more than twice the price
      26   26   12  12     sell again: there is nothing left
      12   12   12  12
    `,
    strategy: colours,
    settings: { direction: 'short', capital: '12', fees: { takerBps: '0' } },
  })
  expect(lines(told)).toEqual(['short 1 1 12 2 26 kill'])
  expect(whole(told.equity)).toEqual([12, 12, -2, -2, -2])
  expect(told.decisions.find(({ candle }) => candle === 3)).toMatchObject({
    wanted: 'enter-short',
    approved: false,
    reasons: ['close 12 is below open 26', 'risk rejects: NON_POSITIVE_EQUITY: equity is -2'],
  })
})

test('E3 a short that is worth exactly nothing is over as well', () => {
  const series = candles`
    open high low close
    13   13   12  12     sell
    12   24   12  24     sold, and doubled
    24   24   23  23     sell again: there is nothing left
    23   23   23  23
  `
  const settings: PartialSettings = { direction: 'short', capital: '12', fees: { takerBps: '0' } }
  const told = replayed({ series, strategy: colours, settings })
  expect(lines(told)).toEqual(['short 1 1 12 1 24 kill'])
  expect(told.timeline.find(({ kind }) => kind === 'rejected')).toMatchObject({
    candle: 2,
    title: 'risk rejects: NON_POSITIVE_EQUITY: equity is 0',
  })
})
