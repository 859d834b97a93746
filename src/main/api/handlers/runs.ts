import type { DecisionRecord } from '../../../shared/run.ts'
import type { Lines } from '../../runs/lines-of.ts'
import { pageOf } from '../../runs/trade-lines.ts'
import type { Handlers, Rooms } from './rooms.ts'

const PAGE = 200
const MARKERS = 500

/** Runs: starting one, finding it again, and everything the workspace shows of it. */
export function runHandlers({
  runs,
  kept,
  indicators,
  store,
}: Rooms): Handlers<
  | 'run.start'
  | 'run.list'
  | 'run.read'
  | 'run.trades'
  | 'run.decisions'
  | 'run.orders'
  | 'run.fills'
  | 'run.events'
  | 'run.timeline'
  | 'run.equity'
  | 'run.markers'
  | 'run.indicators'
> {
  return {
    'run.start': (request) => runs.start(request),
    'run.list': ({ limit = 100, offset = 0 }) => store.runs.list(limit, offset),
    'run.read': ({ run }) => kept.details(run),
    async 'run.trades'({ run, first = 1, most = PAGE }) {
      const trades = await (await kept.take(run)).trades()
      return { trades: await trades.page(Math.max(0, first - 1), most), total: trades.lines }
    },
    async 'run.decisions'({ run, symbol, candle, first = 0, most = PAGE }) {
      const decisions = await kept.decisions(run, symbol ?? null)
      const start = candle === undefined ? first : await lineOf(decisions, candle)
      return { decisions: await decisions.page(start, most), first: start, total: decisions.lines }
    },
    async 'run.orders'({ run, trade, first = 1, most = PAGE }) {
      const { records, total } = await pageOf(await (await kept.take(run)).orders(), first, most, trade)
      return { orders: records, total }
    },
    async 'run.fills'({ run, trade, first = 1, most = PAGE }) {
      const { records, total } = await pageOf(await (await kept.take(run)).fills(), first, most, trade)
      return { fills: records, total }
    },
    async 'run.events'({ run, first = 1, most = PAGE }) {
      const events = await (await kept.take(run)).events()
      if (events === null) return { events: [], total: 0 }
      return { events: await events.page(Math.max(0, first - 1), most), total: events.lines }
    },
    'run.timeline': ({ run, first = 0, most = PAGE }) => kept.timeline(run, first, most),
    'run.equity': ({ run, from, to, most }) => kept.equity(run, from, to, most),
    'run.markers': async ({ run, symbol, from, to, most = MARKERS }) => ({
      markers: await kept.markers(run, symbol ?? null, from, to, most),
    }),
    'run.indicators': async ({ run, ...stretch }) =>
      indicators.read((await kept.take(run)).manifest, stretch),
  }
}

/** The line whose stretch of candles holds this one; lines are in order of candles. */
async function lineOf(decisions: Lines<DecisionRecord>, candle: number): Promise<number> {
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
