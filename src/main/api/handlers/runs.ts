import type { DecisionRecord } from '../../../shared/run.ts'
import type { LineFile } from '../../runs/line-file.ts'
import type { Handlers, Rooms } from './rooms.ts'

const PAGE = 200
const MARKERS = 500

/** Runs: starting one, finding it again, and everything the workspace shows of it. */
export function runHandlers({
  runs,
  store,
}: Rooms): Handlers<
  | 'run.start'
  | 'run.list'
  | 'run.read'
  | 'run.trades'
  | 'run.decisions'
  | 'run.timeline'
  | 'run.equity'
  | 'run.markers'
> {
  return {
    'run.start': (request) => runs.start(request),
    'run.list': ({ limit = 100, offset = 0 }) => store.runs.list(limit, offset),
    'run.read': ({ run }) => runs.details(run),
    async 'run.trades'({ run, first = 1, most = PAGE }) {
      const trades = await (await runs.take(run)).trades()
      return { trades: await trades.page(Math.max(0, first - 1), most), total: trades.lines }
    },
    async 'run.decisions'({ run, candle, first = 0, most = PAGE }) {
      const decisions = await (await runs.take(run)).decisions()
      const start = candle === undefined ? first : await lineOf(decisions, candle)
      return { decisions: await decisions.page(start, most), first: start, total: decisions.lines }
    },
    'run.timeline': ({ run, first = 0, most = PAGE }) => runs.timeline(run, first, most),
    'run.equity': ({ run, from, to, most }) => runs.equity(run, from, to, most),
    'run.markers': async ({ run, from, to, most = MARKERS }) => ({
      markers: await runs.markers(run, from, to, most),
    }),
  }
}

/** The line whose stretch of candles holds this one; lines are in order of candles. */
async function lineOf(decisions: LineFile<DecisionRecord>, candle: number): Promise<number> {
  let low = 0
  let high = decisions.lines
  while (low < high) {
    const middle = (low + high) >>> 1
    const [record] = await decisions.page(middle, 1)
    if (record === undefined || record.candle > candle) high = middle
    else low = middle + 1
  }
  return Math.max(0, low - 1)
}
