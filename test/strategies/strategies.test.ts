import { expect, test } from 'vitest'
import { choice, number, whole, yesNo } from '../../src/main/engine/parameters.ts'
import { above } from '../../src/main/engine/rules.ts'
import { close, sma } from '../../src/main/engine/series.ts'
import { cardOf, parseParams, strategy } from '../../src/main/engine/strategy.ts'
import { findStrategy, STRATEGIES } from '../../src/main/strategies/index.ts'
import { Problem } from '../../src/shared/problem.ts'
import type { ParameterValue } from '../../src/shared/strategy.ts'
import { candles } from '../support/market.ts'
import { replayed } from '../support/replayed.ts'

const problem = (act: () => unknown): Problem => {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown
  }
  throw new Error('it was not refused')
}
const parse = (id: string, given: { readonly [name: string]: ParameterValue }) =>
  parseParams(findStrategy(id), given)

const IDS = [
  'sma-cross',
  'ema-cross',
  'macd',
  'donchian',
  'keltner',
  'atr-breakout',
  'supertrend',
  'momentum',
  'rsi-reversion',
  'bollinger-reversion',
  'buy-and-hold',
]

test('S1 every strategy has a name of its own, words, and defaults that it accepts itself', () => {
  expect(STRATEGIES.map(({ id }) => id)).toEqual(IDS)
  for (const strategy of STRATEGIES) {
    const card = cardOf(strategy)
    const initial = Object.fromEntries(card.params.map((param) => [param.name, param.initial]))
    expect(parseParams(strategy, {})).toEqual(initial)
    for (const text of [
      card.title,
      card.idea,
      card.suits,
      card.version,
      ...card.params.map(({ label }) => label),
    ]) {
      expect(text).not.toBe('')
    }
  }
})

test('S1 every default lies on the grid of its own range, and every number has a hint', () => {
  for (const { id, parameters } of STRATEGIES) {
    for (const [name, parameter] of Object.entries(parameters)) {
      if (parameter.kind !== 'whole' && parameter.kind !== 'number') continue
      const { initial, from, to, step = 1 } = parameter
      expect([id, name, (initial - from) % step, (to - from) % step]).toEqual([id, name, 0, 0])
      expect(parameter.hint).not.toBe(undefined)
    }
  }
})

test('S1 a card says what a form needs', () => {
  expect(cardOf(findStrategy('sma-cross'))).toMatchObject({
    id: 'sma-cross',
    version: '1',
    builtIn: true,
    params: [
      { name: 'fast', kind: 'whole', initial: 10, from: 2, to: 100, label: 'Fast length' },
      { name: 'slow', kind: 'whole', initial: 30, from: 5, to: 400, step: 5, label: 'Slow length' },
    ],
  })
})

const need = (id: string, given: { readonly [name: string]: number }) => {
  const found = findStrategy(id)
  return found.plan(parseParams(found, given)).need
}

test('S1 Q1 what a strategy needs to warm up', () => {
  expect(need('sma-cross', { fast: 10, slow: 35 })).toBe(35)
  expect(need('donchian', { entry: 20, exit: 10 })).toBe(20)
  expect(need('donchian', { entry: 5, exit: 10 })).toBe(10)
  expect(need('buy-and-hold', {})).toBe(0)
})

test('S1 parameters come typed or as text, in the strategy’s own order, defaults filled in', () => {
  expect(Object.entries(parse('sma-cross', { slow: '50', fast: 7 }))).toEqual([
    ['fast', 7],
    ['slow', 50],
  ])
  expect(parse('donchian', { exit: '5' })).toEqual({ entry: 20, exit: 5 })
})

test('S1 a strategy that does not exist is STRATEGY_UNKNOWN, with those that do', () => {
  const unknown = problem(() => findStrategy('smacross'))
  expect([unknown.code, unknown.details]).toEqual([
    'STRATEGY_UNKNOWN',
    { text: 'smacross', suggestion: 'sma-cross', available: IDS },
  ])
  expect(unknown.hint).toBe(`Did you mean "sma-cross"? There are ${IDS.join(', ')}.`)
  expect(problem(() => findStrategy('mas-corss')).details['suggestion']).toBe('sma-cross')
  expect(problem(() => findStrategy('toString')).hint).toBe(`There are ${IDS.join(', ')}.`)
})

test('B1.4 a parameter that does not exist is named, and the nearest one suggested', () => {
  for (const [name, suggestion] of [
    ['fsat', 'fast'],
    ['slwo', 'slow'],
    ['Slow', 'slow'],
    ['length', null],
    ['constructor', null],
  ] as const) {
    const unknown = problem(() => parse('sma-cross', { [name]: 10 }))
    expect([unknown.code, unknown.details.field, unknown.details['suggestion']]).toEqual([
      'STRATEGY_PARAMS_INVALID',
      name,
      suggestion,
    ])
    expect(unknown.hint).toContain('It has fast, slow.')
  }
  expect(problem(() => parse('buy-and-hold', { fast: 1 })).hint).toBe('It has none.')
})

test('B1.4 a value of the wrong type or out of range is refused with the range in words', () => {
  const refused = [1, 101, 2.5, NaN, Infinity, '', 'ten', '1e1', '0x10', ' 10', '10.5', true]
  for (const value of refused) {
    const wrong = problem(() => parse('sma-cross', { fast: value }))
    expect([wrong.code, wrong.details]).toEqual([
      'STRATEGY_PARAMS_INVALID',
      { strategy: 'sma-cross', field: 'fast', text: String(value) },
    ])
    expect(wrong.message).toContain('fast of sma-cross must be a whole number from 2 to 100')
  }
})

test('B1.4 values that are fine alone and not together are refused, in the strategy’s words', () => {
  const together = problem(() => parse('sma-cross', { slow: 10 }))
  expect([together.code, together.details.field]).toEqual(['STRATEGY_PARAMS_INVALID', 'slow'])
  expect(together.message).toBe('sma-cross requires that fast is less than slow: fast is 10, slow is 10.')
  expect(problem(() => parse('sma-cross', { fast: 40, slow: 30 })).details.field).toBe('fast')
})

test('B1.4 a strategy of two averages wants the fast one to be fast, whatever kind they are', () => {
  for (const id of ['sma-cross', 'ema-cross', 'macd']) {
    const together = problem(() => parse(id, { fast: 26, slow: 26 }))
    expect(together.message).toContain(`${id} requires that fast is less than slow: fast is 26, slow is 26`)
    expect(together.hint).toContain('so that fast is less than slow')
  }
})

test('S1 every kind of parameter has its type in the rules, and its words', () => {
  const every = strategy({
    id: 'every',
    version: '1',
    title: 'Every kind',
    idea: '',
    suits: '',
    parameters: {
      lots: whole(3, { from: -5, to: 5, label: 'Lots' }),
      share: number(0.5, { from: 0, to: 1, label: 'Share' }),
      side: choice('near', { choices: ['near', 'far'], label: 'Side' }),
      eager: yesNo(false, { label: 'Eager' }),
    },
    allows: ({ lots, share, side, eager }) => {
      const typed: [number, number, 'near' | 'far', boolean] = [lots, share, side, eager]
      return typed.length === 4
    },
    indicators: () => ({}),
    rules: () => ({}),
    need: ({ lots }) => lots + 10,
  })
  expect(parseParams(every, { lots: '-0', share: '0.25', side: 'far', eager: 'true' })).toEqual({
    lots: 0,
    share: 0.25,
    side: 'far',
    eager: true,
  })
  expect(Object.is(parseParams(every, { lots: -0 })['lots'], 0)).toBe(true)
  const words = (given: { readonly [name: string]: ParameterValue }) =>
    problem(() => parseParams(every, given)).message
  expect(words({ share: 1.1 })).toBe('share of every must be a number from 0 to 1; it is "1.1".')
  expect(words({ side: 'middle' })).toBe('side of every must be one of near, far; it is "middle".')
  expect(words({ eager: 1 })).toBe('eager of every must be true or false; it is "1".')
  expect(every.plan(parseParams(every, {})).need).toBe(13)
})

test('Q1 a strategy can ask for more warm-up than its rules need, not for less', () => {
  const asking = (candles: number) =>
    strategy({
      id: 'asking',
      version: '1',
      title: 'Asking',
      idea: '',
      suits: '',
      parameters: {},
      indicators: () => ({ slow: sma(close, 8) }),
      rules: ({ slow }) => ({ enterLong: above(close, slow) }),
      need: () => candles,
    }).plan({}).need
  expect([asking(3), asking(50)]).toEqual([7, 50])
})

const hill = candles`
  open high low close
  10   10   10  10
  10   10   10  10
  11   12   11  12
  12   13   12  13
  13   14   9   9
  8    8    7   7
  7    7    7   7
`

test('Q11 buy-and-hold decides at the first evaluated close, and once', () => {
  const { decisions, trades } = replayed({ series: hill, strategy: 'buy-and-hold', settings: { warmup: 2 } })
  expect(decisions.filter(({ wanted }) => wanted !== 'nothing')).toMatchObject([
    { candle: 2, wanted: 'enter-long', reasons: ['first candle of the run', expect.any(String)] },
  ])
  expect(trades).toMatchObject([{ entryPrice: '12', exitPrice: null }])
  // Refused once, it does not try again.
  const poor = replayed({
    series: hill,
    strategy: 'buy-and-hold',
    settings: { sizing: { kind: 'cash', value: '20000' } },
  })
  expect(poor.decisions.map(({ candle, quiet }) => [candle, quiet])).toEqual([
    [0, undefined],
    [1, undefined],
    [2, 5],
  ])
})

test('Q11 buy-and-hold has no short side and says so', () => {
  const short = problem(() =>
    replayed({ series: hill, strategy: 'buy-and-hold', settings: { direction: 'short' } }),
  )
  expect([short.code, short.details.field]).toEqual(['CONFIG_INVALID', 'direction'])
  expect(
    replayed({ series: hill, strategy: 'buy-and-hold', settings: { direction: 'both' } }).trades.length,
  ).toBe(1)
})

test('Q8 donchian goes with a close beyond the channel of the candles before, and the channel is in the record', () => {
  const { decisions, trades } = replayed({
    series: hill,
    strategy: 'donchian',
    params: { entry: 2, exit: 2 },
    settings: { direction: 'both', sizing: { kind: 'units', value: '1' }, fees: { takerBps: '0' } },
  })
  const signals = decisions.filter(({ wanted }) => wanted !== 'nothing')
  expect(signals).toMatchObject([
    {
      candle: 2,
      wanted: 'enter-long',
      reasons: ['close 12 is above entryHigh 10', expect.any(String)],
      values: { entryHigh: '10', entryLow: '10', exitHigh: '10', exitLow: '10' },
    },
    { candle: 4, wanted: 'reverse-to-short', reasons: ['close 9 is below entryLow 11', expect.any(String)] },
  ])
  expect(trades).toMatchObject([
    { side: 'long', entryPrice: '12', exitPrice: '8', netPnl: '-4' },
    { side: 'short', entryPrice: '8', exitPrice: null },
  ])
})
