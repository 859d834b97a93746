import { expect, test } from 'vitest'
import {
  type Draft,
  EMPTY_DRAFT,
  withDataset,
  withMarkets,
  withStrategy,
} from '../../src/renderer/state/draft.ts'
import { check, timeOf } from '../../src/renderer/state/draft-check.ts'
import { candlesIn, estimate } from '../../src/renderer/state/estimate.ts'
import { settingError, settingsOf, typedSettings } from '../../src/renderer/state/typed-settings.ts'
import { DEFAULT_SETTINGS, type RunSettings } from '../../src/shared/settings.ts'
import type { StrategyCard } from '../../src/shared/strategy.ts'
import { drawnDataset } from './drawn-dataset.ts'

const dataset = drawnDataset({ timeframe: '1h', rows: 48, start: '2017-03-01T00:00:00Z' })
const card: StrategyCard = {
  id: 'sma-cross',
  version: '1',
  title: 'Moving-average cross',
  idea: '',
  suits: '',
  requires: '',
  builtIn: true,
  params: [
    { name: 'fast', label: 'Fast', kind: 'whole', initial: 10, from: 2, to: 100 },
    { name: 'band', label: 'Band', kind: 'number', initial: 0.5, from: 0 },
    { name: 'exit', label: 'Exit', kind: 'choice', initial: 'close', choices: ['close', 'open'] },
    { name: 'strict', label: 'Strict', kind: 'yes-no', initial: false },
  ],
}
const draft = withStrategy(withDataset(EMPTY_DRAFT, dataset), card)

const errorsOf = (part: Partial<Draft>) => {
  const checked = check({ ...draft, ...part }, dataset, card)
  return checked.is === 'unsound' ? checked.errors : {}
}

test('U2 the form is made from the strategy’s card and asks for exactly what was typed', () => {
  expect(check({ ...draft, from: '2017-03-01 12:00', to: '2017-03-02' }, dataset, card)).toEqual({
    is: 'sound',
    request: {
      datasets: [dataset.datasetId],
      strategy: 'sma-cross',
      params: { fast: 10, band: 0.5, exit: 'close', strict: false },
      timeframe: '1h',
      from: Date.UTC(2017, 2, 1, 12),
      to: Date.UTC(2017, 2, 2),
      settings: { ...DEFAULT_SETTINGS, capitalMode: undefined, product: undefined },
      skipVolumeFilter: false,
      journal: 'events',
    },
  })
})

test('U2 validation names each field and what it wants', () => {
  expect(
    errorsOf({
      from: '2017-03-05',
      to: '01.03.2017',
      settings: {
        ...draft.settings,
        capital: '0',
        'sizing.value': '1.5',
        'fees.takerBps': 'ten',
        'bracket.stop': 'pct:',
        'risk.cooldownCandles': '1.5',
        warmup: '-3',
      },
      params: { ...draft.params, fast: '101', band: '-1' },
    }),
  ).toEqual({
    from: 'The candles end before this.',
    to: 'Write a date as 2017-03-01.',
    capital: 'Must be a number from 0.01 to 1000000000000.',
    'sizing.value': 'Must be a number from 0.00000001 to 1.',
    'fees.takerBps': 'Must be a decimal number such as 1000 or 0.5.',
    'bracket.stop': 'Must be a decimal number such as 1000 or 0.5.',
    'risk.cooldownCandles': 'Must be off, or a whole number from 1 to 10000000.',
    warmup: 'Must be auto, or a whole number from 0 to 10000000.',
    'params.fast': 'From 2 to 100.',
    'params.band': 'At least 0.',
  })
  expect(errorsOf({ params: { ...draft.params, fast: '10.5' } })).toEqual({
    'params.fast': 'Write a whole number.',
  })
  expect(errorsOf({ from: '2017-03-02', to: '2017-03-01 12:00' })).toEqual({ to: 'Ends before it begins.' })
  expect(check(EMPTY_DRAFT, null, null)).toEqual({
    is: 'unsound',
    errors: { dataset: 'Choose the candles to replay.', strategy: 'Choose a strategy.' },
  })
})

test('U2 a date that the calendar does not have is no date', () => {
  expect([timeOf(''), timeOf('2017-02-31'), timeOf('2017-02-28 24:00'), timeOf(' 2016-02-29 ')]).toEqual([
    undefined,
    null,
    null,
    Date.UTC(2016, 1, 29),
  ])
})

test('U2 another dataset brings its own timeframe and dates; the same one leaves them alone', () => {
  const typed = { ...draft, from: '2017-03-01', timeframe: '4h' as const }
  expect(withDataset(typed, dataset)).toBe(typed)
  const other = drawnDataset({ timeframe: '1d', rows: 10, start: '2020-01-01T00:00:00Z' })
  expect(withDataset(typed, other)).toMatchObject({ dataset: other.datasetId, timeframe: '1d', from: '' })
})

test('U2 the estimate counts candles in the window at the chosen timeframe', () => {
  expect(candlesIn(dataset, '1h', '', '')).toEqual({ candles: 48, exact: true })
  expect(candlesIn(dataset, '4h', '', '')).toEqual({ candles: 12, exact: false })
  expect(candlesIn(dataset, '1h', '2017-03-02', '')).toEqual({ candles: 24, exact: false })
  expect([estimate(68_214), estimate(3e6), estimate(1e8)]).toEqual([
    'under a second',
    'about 6 s',
    'about 3 min',
  ])
})

/** Every setting away from its default. */
const EXPERT: RunSettings = {
  capital: '5000',
  capitalMode: 'independent',
  direction: 'both',
  sizing: { kind: 'risk', value: '0.02' },
  fees: { makerBps: '-1', takerBps: '7.5', minimum: '0.5' },
  slippage: { kind: 'ticks', value: '3' },
  spread: '0.02',
  fills: { profile: 'freqtrade', magnify: false, volumeCapPct: '10' },
  risk: { maxPositions: 2, dailyLossPct: '3', maxDrawdownPct: '20', cooldownCandles: 5 },
  bracket: { stop: 'atr:3', target: 'pct:4', stopBufferPct: '2' },
  closeAtEnd: true,
  warmup: 300,
  seed: 7,
  product: {
    baseIncrement: '0.01',
    quoteIncrement: '0.5',
    minFunds: '10',
    maxFunds: null,
    calendar: 'sessions',
  },
}

test('U2 every setting goes through the form and comes out as it was', () => {
  const { capitalMode: _elsewhere, ...all } = EXPERT
  expect(settingsOf(typedSettings(EXPERT, 'given'))).toEqual(all)
})

test('U2 what is not on the screen is neither checked nor asked for', () => {
  const hidden = { ...draft.settings, 'slippage.value': 'x', 'product.baseIncrement': 'x' }
  expect(errorsOf({ settings: hidden })).toEqual({})
  expect(settingsOf(hidden)).toMatchObject({ slippage: { kind: 'none', value: '0' } })
  expect(settingError({ ...hidden, product: 'given' }, 'product.baseIncrement')).toMatch(/^Must be a decimal/)
})

test('U2 GA-7 more symbols go into the request; sharing an account gives each an equal part, unless one was typed', () => {
  const others = [1, 2].map(
    (day) => drawnDataset({ timeframe: '1h', rows: 48, start: `2018-03-0${day}T00:00:00Z` }).datasetId,
  )
  const shared = withMarkets(withMarkets(draft, { others }), { capitalMode: 'portfolio' })
  const checked = check(shared, dataset, card)
  expect(checked.is === 'sound' ? checked.request : null).toMatchObject({
    datasets: [dataset.datasetId, ...others],
    settings: { capitalMode: 'portfolio', sizing: { kind: 'fraction', value: '0.33333333' } },
  })
  const sizeWith = (of: Draft, part: Parameters<typeof withMarkets>[1]) =>
    withMarkets(of, part).settings['sizing.value']
  expect(sizeWith(shared, { others: others.slice(1) })).toBe('0.5')
  expect(sizeWith(shared, { capitalMode: 'independent' })).toBe('1')
  const typed = { ...shared, settings: { ...shared.settings, 'sizing.value': '0.2' } }
  expect(sizeWith(typed, { others: [] })).toBe('0.2')
})
