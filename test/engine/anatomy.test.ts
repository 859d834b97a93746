import { expect, test } from 'vitest'
import { above, atStart, not } from '../../src/main/engine/rules.ts'
import { barsSince } from '../../src/main/engine/rules.ts'
import { close, sma } from '../../src/main/engine/series.ts'
import { strategy } from '../../src/main/engine/strategy.ts'
import { STRATEGIES } from '../../src/main/strategies/index.ts'
import { parseParams } from '../../src/main/engine/strategy.ts'

/** A strategy as a file may bring it: nobody held it to any type. */
const made = (broken: object) =>
  strategy({
    id: 'mine',
    version: '1',
    title: 'Mine',
    idea: 'Anything.',
    suits: 'Tests.',
    parameters: {},
    indicators: () => ({}),
    rules: () => ({ enterLong: atStart }),
    ...broken,
  } as never)

const broken: { readonly [what: string]: readonly [object, string] } = {
  'an unknown indicator': [
    { indicators: () => ({ wave: { is: 'wavelet', of: close, length: 3 } }) },
    'wave is an unknown indicator, "wavelet"',
  ],
  'a misspelt indicator deep inside a rule': [
    { rules: () => ({ enterLong: not(above({ is: 'smaa', of: close, length: 3 } as never, close)) }) },
    'an unknown indicator, "smaa"; "sma" may be meant',
  ],
  'an unknown rule': [
    { rules: () => ({ exitLong: { is: 'touches', one: close, other: close } }) },
    'exitLong is an unknown rule, "touches"',
  ],
  'a missing length': [
    { indicators: () => ({ fast: { is: 'sma', of: close } }) },
    'length of sma in fast is missing',
  ],
  'a missing price to look at': [
    { indicators: () => ({ fast: { is: 'sma', length: 5 } }) },
    'of of sma in fast is no indicator',
  ],
  'an operand that is not there': [
    { rules: () => ({ enterLong: above(undefined as never, close) }) },
    'no indicator',
  ],
  'no rules': [{ rules: () => undefined }, 'it has no rules'],
  'a list where a rule should be': [{ rules: () => ({ enterLong: [atStart] }) }, 'enterLong is no rule'],
  'a leg priced by nothing': [
    { setups: () => ({ long: { stop: { is: 'at', price: { is: 'nothing' } } } }) },
    'an order or a leg is an unknown indicator',
  ],
  'a NaN for a level': [
    { rules: () => ({ enterLong: above(close, Number.NaN) }) },
    'a level must be a number',
  ],
  'a NaN for a length': [
    { indicators: () => ({ fast: sma(close, Number.NaN) }) },
    'needs a whole number of candles',
  ],
  'a throw of its own': [
    {
      rules: () => {
        throw new Error('I give up')
      },
    },
    'mine can not be put together: I give up',
  ],
}

test.each(Object.entries(broken))(
  'S2 a strategy with %s is STRATEGY_INVALID, in words',
  (_, [parts, said]) => {
    expect(() => made(parts).plan({})).toThrow(
      expect.objectContaining({ code: 'STRATEGY_INVALID', message: expect.stringContaining(said) }),
    )
  },
)

test('S1 every built-in strategy is made of known parts, and so is everything that can be built', () => {
  for (const one of STRATEGIES) expect(() => one.plan(parseParams(one, {}))).not.toThrow()
  const since = { indicators: () => ({ since: barsSince(above(close, sma(close, 3))) }) }
  expect(() => made(since).plan({})).not.toThrow()
})
