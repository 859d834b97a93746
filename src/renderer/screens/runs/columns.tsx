import { METRICS } from '../../../shared/metrics.ts'
import type { RunSummary } from '../../../shared/run.ts'
import { inShort } from '../../../shared/symbols.ts'
import { Badge, Damaged, Synthetic } from '../../parts/badge.tsx'
import {
  count,
  day,
  moment,
  NONE,
  parameters,
  percent,
  ratio,
  signedPercent,
  tone,
} from '../../parts/format.ts'
import type { Column } from '../../parts/table.tsx'

export const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'symbol',
    title: 'Symbol',
    width: 'minmax(168px, 1fr)',
    cell: ({ symbols, synthetic, damaged, dataIntegrity }) => (
      <span className="run-symbol">
        <strong title={symbols.join(', ')}>{inShort(symbols)}</strong>
        {damaged === undefined ? null : <Damaged file={damaged} />}
        {synthetic ? <Synthetic /> : null}
        {dataIntegrity === 'ok' ? null : (
          <Badge tone="notice" title="Some candles have no volume">
            {dataIntegrity === 'zero_volume' ? 'zero volume' : 'filter skipped'}
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'timeframe',
    title: 'TF',
    width: '46px',
    cell: ({ timeframe }) => timeframe,
    definition: 'Timeframe',
  },
  {
    id: 'strategy',
    title: 'Strategy',
    width: 'minmax(140px, 2fr)',
    cell: ({ strategyTitle, params, problem }) => (
      <>
        {strategyTitle}{' '}
        {problem === null ? (
          <span className="run-params">{parameters(params)}</span>
        ) : (
          <span className="run-failure" title={`${problem.message} ${problem.hint}`}>
            <Badge tone="danger">failed</Badge> {problem.code} · {problem.message}
          </span>
        )}
      </>
    ),
  },
  {
    id: 'window',
    title: 'Window, UTC',
    width: '180px',
    cell: ({ from, to }) => `${day(from)} – ${day(to)}`,
  },
  {
    id: 'net',
    title: 'Net',
    width: '76px',
    kind: 'number',
    definition: METRICS.netProfitPct.definition,
    cell: ({ netProfitPct }) => (
      <span className={tone(netProfitPct)}>{netProfitPct === null ? NONE : signedPercent(netProfitPct)}</span>
    ),
  },
  {
    id: 'drawdown',
    title: 'Max DD',
    width: '72px',
    kind: 'number',
    definition: METRICS.maxDrawdownPct.definition,
    cell: ({ maxDrawdownPct }) => (maxDrawdownPct === null ? NONE : percent(maxDrawdownPct)),
  },
  {
    id: 'sharpe',
    title: 'Sharpe',
    width: '62px',
    kind: 'number',
    definition: METRICS.sharpe.definition,
    cell: ({ sharpe }) => (sharpe === null ? NONE : ratio(sharpe)),
  },
  {
    id: 'trades',
    title: 'Trades',
    width: '58px',
    kind: 'number',
    definition: METRICS.closedTrades.definition,
    cell: ({ closedTrades }) => count(closedTrades),
  },
  {
    id: 'when',
    title: 'Made, UTC',
    width: '134px',
    kind: 'number',
    cell: ({ completedAt }) => (
      <span className="run-when">{moment(Math.floor(completedAt / 60_000) * 60_000)}</span>
    ),
  },
]
