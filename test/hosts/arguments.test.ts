import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from '../../src/main/hosts/cli/arguments.ts'
import { assigned, nested } from '../../src/main/hosts/cli/assigned.ts'
import { list, text, texts, yes } from '../../src/main/hosts/cli/command.ts'
import { moment } from '../../src/main/hosts/cli/moment.ts'
import { nearest } from '../../src/main/text/nearest.ts'
import { portNumber } from '../../src/main/hosts/cli/port.ts'
import { table } from '../../src/main/hosts/cli/table.ts'
import { visible } from '../../src/main/hosts/cli/terminal.ts'
import { Problem } from '../../src/shared/problem.ts'

const FLAGS = {
  strategy: text('ID', ''),
  param: texts('K=V', ''),
  data: list('FILE…', ''),
  'no-open': yes(''),
}

function refusal(act: () => unknown): { code: string; said: string } {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, said: `${error.message} ${error.hint}` }
    throw error
  }
  throw new Error('nothing was refused')
}

test('O1 flags stand anywhere, with their value behind them or after an equals sign', () => {
  const given = parse(
    ['a.csv', '--strategy', 'donchian', 'b.csv', '--param=fast=10', '--no-open'],
    FLAGS,
    'FILE…',
  )
  expect({
    rest: given.rest,
    strategy: given.text('strategy'),
    params: given.texts('param'),
    open: !given.has('no-open'),
  }).toEqual({ rest: ['a.csv', 'b.csv'], strategy: 'donchian', params: ['fast=10'], open: false })
})

test('O1 a list goes on until the next flag, and may be given again', () => {
  const typed = ['--data', 'a', 'b', '--strategy', 'x', '--data=c', 'd', '--no-open']
  expect(parse(typed, FLAGS, '').texts('data')).toEqual(['a', 'b', 'c', 'd'])
  // What comes after another flag's value is nobody's.
  expect(parse(['--data', 'a', '--strategy', 'x', 'y'], FLAGS, 'FILE').rest).toEqual(['y'])
  expect(parse(['--data', 'a', '--', 'y'], FLAGS, 'FILE')).toMatchObject({ rest: ['y'] })
})

test('O1 a value may begin with one dash and be empty, and everything after -- is no flag', () => {
  expect(parse(['--param', '-5', '--param='], FLAGS, '').texts('param')).toEqual(['-5', ''])
  expect(parse(['--', '--strategy'], FLAGS, 'FILE').rest).toEqual(['--strategy'])
})

test.each([
  [['--strategy'], '', '--strategy needs a value'],
  [['--strategy', '--no-open'], '', '--strategy needs a value'],
  [['--strategy', 'a', '--strategy', 'b'], '', 'given twice'],
  [['--no-open=yes'], '', 'takes no value'],
  [['--stratgy', 'a'], '', 'Did you mean --strategy?'],
  [['--__proto__', 'a'], '', 'There is no flag'],
  [['--constructor'], '', 'There is no flag'],
  [['-x'], '', 'two dashes'],
  [['one'], '', 'one word too many'],
  [['one', 'two'], 'RUN', '“two” is one word too many'],
  [[], 'RUN', 'RUN is missing'],
  [[], 'FILE…', 'FILE is missing'],
] as const)('O1 %j is refused as USAGE and says why', (typed, takes, said) => {
  expect(refusal(() => parse([...typed], FLAGS, takes))).toEqual({
    code: 'USAGE',
    said: expect.stringContaining(said),
  })
})

test('O1 whatever is typed is either understood or refused as USAGE', () => {
  const word = fc.oneof(
    fc.string(),
    fc.constantFrom('--strategy', '--param', '--no-open', '--', '--param=', '-'),
  )
  fc.assert(
    fc.property(fc.array(word), (typed) => {
      try {
        parse(typed, FLAGS, 'FILE…')
      } catch (error) {
        expect(error).toMatchObject({ code: 'USAGE' })
      }
    }),
  )
})

test('O1 the name that was probably meant is named, and none that is far away', () => {
  const names = ['import', 'datasets', 'strategies', 'run', 'runs', 'show']
  const meant = ['improt', 'dataset', 'rnu', 'shwo', 'xyzzy'].map((typed) => nearest(typed, names))
  expect(meant).toEqual(['import', 'datasets', 'run', 'show', null])
})

test('O1 settings are nested along their path and stay text', () => {
  expect(
    nested('set', ['fees.takerBps=5', 'capital=1000000', 'fees.makerBps=0', 'sizing.kind=units']),
  ).toEqual({
    fees: { takerBps: '5', makerBps: '0' },
    capital: '1000000',
    sizing: { kind: 'units' },
  })
})

test.each([
  ['capital'],
  ['=5'],
  ['__proto__.polluted=1'],
  ['a.b.c=1'],
  ['capital=1', 'capital=2'],
  ['fees=1', 'fees.takerBps=2'],
])('T11 %s is no setting', (...words) => {
  expect(refusal(() => nested('set', words)).code).toBe('USAGE')
})

test('O1 a value may hold equals signs of its own', () => {
  expect(assigned('param', ['rule=a=b'])).toEqual({ rule: 'a=b' })
})

test('D3 a date is that day in UTC, a time of day names its zone, and nothing is guessed', () => {
  expect([
    moment('from', '2017-06-30'),
    moment('from', '2017-06-30T14:00Z'),
    moment('from', '2017-06-30T14:00:30+05:30'),
  ]).toEqual([Date.UTC(2017, 5, 30), Date.UTC(2017, 5, 30, 14), Date.UTC(2017, 5, 30, 8, 30, 30)])
  for (const typed of ['2017-06-30T14:00', '30.6.2017', '2017-02-30', '2017', 'yesterday', '']) {
    expect(refusal(() => moment('from', typed)).code, typed).toBe('USAGE')
  }
})

test('O1 a port is a whole number up to 65535', () => {
  expect([portNumber('0'), portNumber('65535')]).toEqual([0, 65_535])
  for (const typed of ['65536', '-1', '80a', '', '1e3', '0x50']) {
    expect(refusal(() => portNumber(typed)).code, typed).toBe('USAGE')
  }
})

test('O1 a table is as wide as what is in it, words to the left and numbers to the right', () => {
  expect(
    table(
      [{ title: 'Symbol' }, { title: 'Candles', align: 'right' }],
      [
        ['BTC-USD', '8'],
        ['GOOG', '2148'],
      ],
    ),
  ).toBe(['Symbol   Candles', 'BTC-USD        8', 'GOOG        2148'].join('\n'))
})

test('T3 text out of a file can not move the cursor of a terminal', () => {
  expect(visible('GOOG\u001B]0;owned\u0007\u009B2J\r\n\tok')).toBe(
    'GOOG\uFFFD]0;owned\uFFFD\uFFFD2J\uFFFD\n\tok',
  )
})
