/**
 * A scene: one order against a drawn market. The first candle decides, whatever it looks like; what
 * became of the order is told as one line a fill.
 */
import { atStart } from '../../../src/main/engine/rules.ts'
import type { Setup } from '../../../src/main/engine/setup.ts'
import { strategy } from '../../../src/main/engine/strategy.ts'
import type { CandleSeries } from '../../../src/shared/candles.ts'
import type { FillProfileName, PartialSettings, Product } from '../../../src/shared/settings.ts'
import { type Asked, replayed, type Told } from '../../support/replayed.ts'

/** Prices and money in steps of 0.01, as in METRICS 2.6. */
export const cents: Product = {
  baseIncrement: '0.00000001',
  quoteIncrement: '0.01',
  minFunds: null,
  maxFunds: null,
  calendar: '24/7',
}

/** Enters on the first candle and never wants to leave. */
const enterer = (setup: Setup, side: 'long' | 'short') =>
  strategy({
    id: 'once',
    version: '1',
    title: 'Once',
    idea: 'Enters on the first candle.',
    suits: 'Tests.',
    parameters: {},
    indicators: () => ({}),
    rules: () => (side === 'long' ? { enterLong: atStart } : { enterShort: atStart }),
    setups: () => ({ [side]: setup }),
  })

export interface Scene extends Omit<Partial<Asked>, 'series'> {
  readonly side?: 'long' | 'short'
  readonly setup?: Setup
  readonly profile?: FillProfileName
  readonly settings?: PartialSettings
}

export function play(series: CandleSeries, scene: Scene = {}): Told {
  const { side = 'long', setup = {}, profile = 'conservative', settings = {}, ...more } = scene
  return replayed({
    series,
    strategy: enterer(setup, side),
    ...more,
    settings: {
      direction: side,
      sizing: { kind: 'units', value: '1' },
      fees: { makerBps: '0', takerBps: '0' },
      product: cents,
      ...settings,
      fills: { profile, ...settings.fills },
    },
  })
}

/** Every fill as `candle action quantity @ price why rule`, and at the end how many candles were ambiguous. */
export function fills(told: Told): readonly string[] {
  const lines = [...told.fills()].map(
    ({ candle, action, quantity, price, why, rule, liquidity, ambiguous }) =>
      `${candle} ${action} ${quantity} @ ${price} ${why} ${rule} ${liquidity}${ambiguous ? ' AMBIGUOUS' : ''}`,
  )
  return told.ambiguousCandles === 0 ? lines : [...lines, `ambiguous: ${told.ambiguousCandles}`]
}

export const outcome = (series: CandleSeries, scene: Scene = {}): readonly string[] =>
  fills(play(series, scene))
