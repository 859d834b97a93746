import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { iso, orDash, shortId, shortTime } from './figures.ts'
import { table } from './table.ts'

export const runs = command({
  name: 'runs',
  does: 'List the runs, newest first',
  takes: '',
  flags: {
    limit: text('N', 'At most so many, 100 where not said'),
    offset: text('N', 'Leave out so many of the newest'),
  },
  example: 'tapedeck runs --limit 10',
  async run(given, desk) {
    const limit = whole('limit', given.text('limit') ?? '100')
    const offset = whole('offset', given.text('offset') ?? '0')
    const { runs, total } = await (await desk.client()).ask('run.list', { limit, offset })
    const rows = runs.map((run) => [
      shortId(run.runId),
      run.strategy,
      Object.entries(run.params)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
      `${run.symbol} ${run.timeframe}`,
      `${shortTime(run.from)} – ${shortTime(run.to)}`,
      run.state === 'failed' ? 'failed' : orDash(run.netProfitPct, 'percent'),
      orDash(run.maxDrawdownPct, 'percent'),
      orDash(run.sharpe, 'ratio'),
      String(run.closedTrades),
    ])
    return {
      json: { runs: runs.map((run) => ({ ...run, ...times(run) })), total },
      text: total === 0 ? 'There are no runs yet: tapedeck run --help' : table(COLUMNS, rows),
    }
  },
})

const COLUMNS = [
  { title: 'Run' },
  { title: 'Strategy' },
  { title: 'Parameters' },
  { title: 'Data' },
  { title: 'From – to' },
  { title: 'Net', align: 'right' },
  { title: 'Max DD', align: 'right' },
  { title: 'Sharpe', align: 'right' },
  { title: 'Trades', align: 'right' },
] as const

const times = ({ from, to, completedAt }: { from: number; to: number; completedAt: number }) => ({
  from: iso(from),
  to: iso(to),
  completedAt: iso(completedAt),
})

function whole(flag: string, typed: string): number {
  if (!/^\d{1,9}$/.test(typed)) throw usage(flag, `“${typed}” is no whole number.`, `Write --${flag} 20.`)
  return Number(typed)
}
