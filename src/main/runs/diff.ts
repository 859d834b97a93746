/**
 * Where two runs part ways: the weightiest input that differs, the first candle on which they decided
 * otherwise, the first trade that is another one. Runs in a worker, a line of each file at a time.
 */
import type { DecisionRecord, RunInputs, TradeRecord } from '../../shared/run.ts'
import type { Decided, InputDifference, RunDiff } from '../../shared/proof.ts'
import type { LineFile } from './line-file.ts'
import type { ShelvedRun } from './shelf.ts'

export async function diffRuns(first: ShelvedRun, second: ShelvedRun): Promise<RunDiff> {
  const isOfSeveral = [first, second].some(({ manifest }) => manifest.datasets.length > 1)
  const namedIn = ({ manifest }: ShelvedRun, { blocking }: LineFile<DecisionRecord>) =>
    isOfSeveral ? named(blocking, manifest.datasets[0]?.symbol) : blocking
  const [decisions, trades] = await Promise.all([
    Promise.all([first.decisions(), second.decisions()]),
    Promise.all([first.trades(), second.trades()]),
  ])
  const found = {
    runs: [first.manifest.runId, second.manifest.runId] as const,
    inputs: diffInputs(first.manifest.inputs, second.manifest.inputs),
    decision: diffDecisions(namedIn(first, decisions[0]), namedIn(second, decisions[1])),
    trade: diffTrades(trades[0].blocking, trades[1].blocking),
  }
  return { ...found, words: inWords(found) }
}

/** What weighs most comes first: with other candles, other parameters explain nothing. */
const WEIGHT: readonly (keyof RunInputs)[] = [
  'datasets',
  'products',
  'timeframe',
  'window',
  'strategy',
  'params',
  'settings',
  'skipVolumeFilter',
  'engine',
  'journal',
]

export function diffInputs(first: RunInputs, second: RunInputs): InputDifference[] {
  const names = new Set<string>([...WEIGHT, ...Object.keys(first), ...Object.keys(second)])
  const [mine, theirs]: Record<string, unknown>[] = [{ ...first }, { ...second }]
  return [...names].flatMap((name) => [...differing(name, mine?.[name], theirs?.[name])])
}

function* differing(field: string, first: unknown, second: unknown): Generator<InputDifference> {
  if (isHolder(first) && isHolder(second)) {
    const names = new Set([...Object.keys(first), ...Object.keys(second)])
    for (const name of names) yield* differing(`${field}.${name}`, first[name], second[name])
    return
  }
  const [one, other] = [said(first), said(second)]
  if (one !== other) yield { field, first: one, second: other }
}

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const said = (value: unknown): string =>
  value === undefined ? 'not there' : typeof value === 'string' ? value : JSON.stringify(value)

/** A run of one symbol does not say it in every line; beside one of several it must. */
function* named(records: Iterable<DecisionRecord>, only: string | undefined): Generator<DecisionRecord> {
  for (const record of records) yield only === undefined ? record : { symbol: only, ...record }
}

/** Only candles on which something was wanted, answered or filled: quiet ones are counted differently. */
function* eventful(records: Iterable<DecisionRecord>): Generator<DecisionRecord> {
  for (const record of records) {
    if (record.quiet === undefined && (record.wanted !== 'nothing' || record.reasons.length > 0)) yield record
  }
}

export function diffDecisions(
  first: Iterable<DecisionRecord>,
  second: Iterable<DecisionRecord>,
): RunDiff['decision'] {
  for (const [one, other] of pairs(eventful(first), eventful(second))) {
    const apart = one === null || other === null ? 0 : inOrder(one, other)
    if (one !== null && other !== null && apart === 0) {
      if (isSameDecision(one, other)) continue
      return { ...whereOf(one), first: decided(one), second: decided(other) }
    }
    // On the earlier of the two candles, one run did something and the other kept quiet.
    const isFirst = other === null || (one !== null && apart < 0)
    const at = isFirst ? one : other
    if (at === null) return null
    return { ...whereOf(at), first: isFirst ? decided(at) : null, second: isFirst ? null : decided(at) }
  }
  return null
}

/** As they stand in their files: by time, and at one time by symbol. */
function inOrder(one: DecisionRecord, other: DecisionRecord): number {
  if (one.asOf !== other.asOf) return one.asOf < other.asOf ? -1 : 1
  const [mine, theirs] = [one.symbol ?? '', other.symbol ?? '']
  return mine === theirs ? 0 : mine < theirs ? -1 : 1
}

const whereOf = ({
  asOf,
  symbol,
}: DecisionRecord): Pick<NonNullable<RunDiff['decision']>, 'asOf' | 'symbol'> =>
  symbol === undefined ? { asOf } : { asOf, symbol }

const isSameDecision = (one: DecisionRecord, other: DecisionRecord): boolean =>
  one.wanted === other.wanted &&
  one.approved === other.approved &&
  JSON.stringify(one.reasons) === JSON.stringify(other.reasons)

const decided = ({ candle, wanted, approved, reasons }: DecisionRecord): Decided => ({
  candle,
  wanted,
  approved,
  reasons,
})

/** In the order in which a person would look. */
const FIELDS: readonly (keyof TradeRecord)[] = [
  'symbol',
  'side',
  'entryTime',
  'entryPrice',
  'quantity',
  'entryReason',
  'initialStop',
  'exitTime',
  'exitPrice',
  'exitReason',
  'fees',
  'netPnl',
]

export function diffTrades(first: Iterable<TradeRecord>, second: Iterable<TradeRecord>): RunDiff['trade'] {
  for (const [one, other] of pairs(first, second)) {
    if (one === null || other === null) {
      return { trade: (one ?? other)?.trade ?? 0, field: null, first: one, second: other }
    }
    const field = [...FIELDS, ...keysOf(one)].find((name) => said(one[name]) !== said(other[name]))
    if (field !== undefined) return { trade: one.trade, field, first: one, second: other }
  }
  return null
}

const isField = (trade: TradeRecord, name: string): name is keyof TradeRecord => Object.hasOwn(trade, name)
const keysOf = (trade: TradeRecord): (keyof TradeRecord)[] =>
  Object.keys(trade).filter((name) => isField(trade, name))

function* pairs<T>(first: Iterable<T>, second: Iterable<T>): Generator<[T | null, T | null]> {
  const [left, right] = [first[Symbol.iterator](), second[Symbol.iterator]()]
  try {
    for (;;) {
      const [one, other] = [left.next(), right.next()]
      if (one.done === true && other.done === true) return
      yield [one.done === true ? null : one.value, other.done === true ? null : other.value]
    }
  } finally {
    left.return?.()
    right.return?.()
  }
}

function inWords({ runs, inputs, decision, trade }: Omit<RunDiff, 'words'>): string[] {
  if (runs[0] === runs[1]) return ['This is one and the same run.']
  const [input, ...more] = inputs
  const words: string[] = []
  if (input !== undefined) {
    const others = more.length === 0 ? '' : `, and in ${more.length} more`
    words.push(
      `They differ in ${input.field}: ${input.first} in the first, ${input.second} in the second${others}.`,
    )
  }
  words.push(
    decision === null
      ? 'Every decision is the same.'
      : `Up to ${decision.asOf}${decision.symbol === undefined ? '' : ` of ${decision.symbol}`} they decided the same. There the first ${did(decision.first)} and the second ${did(decision.second)}.`,
  )
  words.push(trade === null ? 'Every trade is the same.' : tradeWords(trade))
  return words
}

function did(decision: Decided | null): string {
  if (decision === null) return 'was quiet'
  const { wanted, approved, reasons } = decision
  const answer = approved === null ? '' : approved ? ', approved' : ', rejected'
  const because = reasons.length === 0 ? '' : ` (${reasons.join('; ')})`
  return `${wanted === 'nothing' ? 'wanted nothing' : `wanted to ${wanted}`}${answer}${because}`
}

function tradeWords({ trade, field, first, second }: NonNullable<RunDiff['trade']>): string {
  if (field === null) return `Trade ${trade} is only in the ${first === null ? 'second' : 'first'}.`
  return `The first trade that differs is ${trade}: its ${field} is ${said(first?.[field])} in the first, ${said(second?.[field])} in the second.`
}
