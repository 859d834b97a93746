/** One run of a million candles: the engine with nobody listening, with either journal, and what asking costs. */
import { Control } from '../../src/main/api/control.ts'
import { type Listener, replay, type ReplayOrder } from '../../src/main/engine/replay.ts'
import { parseParams } from '../../src/main/engine/strategy.ts'
import { findStrategy } from '../../src/main/strategies/index.ts'
import type { CandleSeries } from '../../src/shared/candles.ts'
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts'
import { plainReplay } from './reference.ts'
import { referenceLoops } from './reference-loops.ts'
import { inTurn, type Line, per } from './turns.ts'

/** As the reference loops have it: a market without a trend eats an account that pays more. */
const SETTINGS = {
  ...DEFAULT_SETTINGS,
  capital: '1000000',
  fees: { ...DEFAULT_SETTINGS.fees, takerBps: '0.1' },
}

const JOURNALS = {
  'without journal': null,
  'with decisions where something happened': 'events',
  'with a decision record for every candle': 'full',
} as const

export async function replayLines(series: CandleSeries, csv: string, folder: string): Promise<Line[]> {
  const { rows } = series
  const control = new Control()
  const quiet: Listener = {
    stopped: () => control.stopped(),
    progress: (done, of, asOf, netProfit, trades, wins) =>
      control.tell({ done, of, asOf, netProfit, trades, wins }),
  }
  let bytes = 0
  const heard: Listener = { ...quiet, decisions: (lines) => void (bytes += lines.length) }
  const works = Object.values(JOURNALS).map((journal) => () => {
    replay(orderOf(series, journal ?? 'events'), journal === null ? quiet : heard)
  })
  const { loops, missing } = referenceLoops(folder)
  const references = [
    { name: 'plain loop', run: () => void plainReplay(series, 10, 30) },
    ...loops.map(({ name, run }) => ({ name: `${name} beside us`, run: () => run(csv) })),
  ]
  const times = await inTurn(...works, ...references.map(({ run }) => run))
  const table = Object.keys(JOURNALS).flatMap((kind, place) =>
    references.map(({ name }, index): Line => {
      const [ours = NaN, reference = NaN] = [times[place], times[works.length + index]]
      const what = `replay, 1 M candles, ${kind}; ${name}`
      return [what, per(rows, ours, 'candles'), per(rows, reference, 'candles'), ratio(reference / ours)]
    }),
  )
  return [
    ...table,
    ...missing.map((word): Line => [word, '', '', '']),
    await askingLine(series, quiet, times[0]),
  ]
}

const ratio = (value: number): string => value.toFixed(value < 0.1 ? 3 : 2)

const orderOf = (series: CandleSeries, journal: ReplayOrder['journal']): ReplayOrder => {
  const strategy = findStrategy('sma-cross')
  const params = parseParams(strategy, { fast: 10, slow: 30 })
  return { strategy, params, series, settings: SETTINGS, window: { from: null, to: null }, journal }
}

/** E8: everything that the engine asks and tells in such a run, asked and told again without the run. */
async function askingLine(series: CandleSeries, listener: Listener, run = NaN): Promise<Line> {
  let asked = 0
  const told: Parameters<Listener['progress']>[] = []
  replay(orderOf(series, 'events'), {
    stopped: () => (asked += 1) < 0,
    progress: (...progress) => told.push(progress),
  })
  const [again = NaN] = await inTurn(() => {
    for (let ask = 0; ask < asked; ask += 1) if (listener.stopped()) throw new Error('nobody stopped it')
    for (const progress of told) listener.progress(...progress)
  })
  const what = `asked ${asked} times whether to stop and told progress ${told.length} times: share of the quickest run`
  return [what, `${((100 * again) / run).toFixed(2)} %`, `${again.toFixed(2)} ms`, '']
}
