import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ENGINE } from '../../src/main/engine/version.ts'
import { wandering } from '../support/market.ts'
import { type Asked, replayed } from '../support/replayed.ts'

/** What this version of the engine makes of the runs below. A result and its version change together. */
const PINNED = {
  engine: 'tapedeck-engine/3',
  digests: {
    'sma-cross as it comes': '8f095c04e9ce915dbbcc0b0b573417fca69f3c9554027ff19a20536f38eb0523',
    'sma-cross both ways, units, closed at the end':
      'e68e4e2d3abfd77913fd60c8cc48540cee08967a3ece71223c1b123435d8a78f',
    'sma-cross short, cash, a full journal, a window':
      '0c40fd328e557555289a85b8655a57fa53069a4d08d0cc49e54e30962643f38f',
    'donchian both ways': 'f7dafe3bd7600476065249809d469908adb257496d4f7ef11577eec02214f042',
    'donchian on a product, beyond what doubles hold':
      '0d809673b128cc23678bab36dcce9859014c2ec60cf943a1e75f69b6a73f39bd',
    'buy-and-hold': 'c362f5a5611dcc392d7dae51daa041d265269c815b956687a70170c388c1d553',
  },
}

const stock = wandering({ seed: 20_040_819, rows: 1200 })
const forex = wandering({ seed: 1_999, rows: 1200, price: 1.1, priceDecimals: 5, swing: 0.005 })
const coin = wandering({ seed: 2009, rows: 1200, price: 64_000, priceDecimals: 8, swing: 0.05 })
const product = {
  baseIncrement: '0.001',
  quoteIncrement: '0.01',
  minFunds: '10',
  maxFunds: '1000000',
  calendar: '24/7',
} as const

const runs: { readonly [name: string]: Asked } = {
  'sma-cross as it comes': { series: stock, strategy: 'sma-cross' },
  'sma-cross both ways, units, closed at the end': {
    series: stock,
    strategy: 'sma-cross',
    params: { fast: 5, slow: 12 },
    settings: { direction: 'both', sizing: { kind: 'units', value: '40' }, closeAtEnd: true },
  },
  'sma-cross short, cash, a full journal, a window': {
    series: forex,
    strategy: 'sma-cross',
    params: { fast: 8, slow: 21 },
    settings: { direction: 'short', sizing: { kind: 'cash', value: '2500.55' }, fees: { minimum: '1' } },
    journal: 'full',
    from: stock.time[300]!,
    to: stock.time[900]!,
  },
  'donchian both ways': { series: forex, strategy: 'donchian', settings: { direction: 'both', warmup: 100 } },
  'donchian on a product, beyond what doubles hold': {
    series: coin,
    strategy: 'donchian',
    params: { entry: 15, exit: 30 },
    settings: { product, capital: '250000.55', sizing: { value: '0.37' }, fees: { takerBps: '7.25' } },
  },
  'buy-and-hold': { series: stock, strategy: 'buy-and-hold' },
}

function digest(asked: Asked): string {
  const { decisions, trades, timeline, equity, adverse, fees, evaluated } = replayed(asked)
  const text = JSON.stringify({ evaluated, decisions, trades, timeline, fees: String(fees) })
  const columns = [equity, adverse].map((column) => [...column].join())
  return createHash('sha256')
    .update([text, ...columns].join('\n'))
    .digest('hex')
}

test('E2 the same inputs give the same results, to the last byte, for as long as the engine has this name', () => {
  const found = {
    engine: ENGINE,
    digests: Object.fromEntries(Object.entries(runs).map(([name, asked]) => [name, digest(asked)])),
  }
  expect(
    found,
    [
      'Results and ENGINE must change together. Where a change of results is meant, give ENGINE a new',
      'number in src/main/engine/version.ts (or the strategy a new version), and pin what was found:',
      `const PINNED = ${JSON.stringify(found, null, 2)}`,
    ].join('\n'),
  ).toEqual(PINNED)
})
