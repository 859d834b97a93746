import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { ENGINE } from '../../src/main/engine/version.ts'
import { wandering } from '../support/market.ts'
import { type Asked, replayed } from '../support/replayed.ts'

/** What this version of the engine makes of the runs below. A result and its version change together. */
const PINNED = {
  engine: 'tapedeck-engine/1',
  digests: {
    'sma-cross as it comes': 'd55875247697ee9aae9f10c2c3302e62cafd9c4f973ced3007c9258624c553dc',
    'sma-cross both ways, units, closed at the end':
      '88e8350e3904760790986483ef63db2fad386dcfe6efa9aa7cb47471b1e79844',
    'sma-cross short, cash, a full journal, a window':
      '302d3daca2b0b87f382d90218d07a7be9f344b9510395217fa9ed60e762dca38',
    'donchian both ways': 'dca2d2effa437edf7e0bdaa329de036b9ee367f336c286a1aebf9d96503a2857',
    'donchian on a product, beyond what doubles hold':
      '4669006ef3c01c0a2809679b7e86db19cea19376de991717d56fd0d185738222',
    'buy-and-hold': '0a604cfa320d3be3968984ec65b14683b5732405a9100c018a73c52ef4014d6a',
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
