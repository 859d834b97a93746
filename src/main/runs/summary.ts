/** One line about a run, as the list shows it and the store keeps it. */
import type { Millis } from '../../shared/brand.ts'
import type { Metrics } from '../../shared/metrics.ts'
import type { Manifest, RunSummary } from '../../shared/run.ts'
import { Problem } from '../../shared/problem.ts'
import { STRATEGIES } from '../strategies/index.ts'

interface Circumstances {
  readonly createdBy: string
  readonly synthetic: boolean
  readonly completedAt: Millis
}

export function summarise(manifest: Manifest, metrics: Metrics, about: Circumstances): RunSummary {
  const [dataset] = manifest.datasets
  if (dataset === undefined) {
    throw new Problem(
      'SCHEMA_UNSUPPORTED',
      {},
      'This run names no dataset.',
      'Open it with the version that made it.',
    )
  }
  const { strategy, params, timeframe } = manifest.inputs
  return {
    runId: manifest.runId,
    state: manifest.failure === undefined ? 'succeeded' : 'failed',
    strategy: strategy.id,
    strategyTitle: STRATEGIES.find(({ id }) => id === strategy.id)?.title ?? strategy.id,
    params,
    dataset: dataset.datasetId,
    symbol: dataset.symbol,
    timeframe,
    from: manifest.evaluated.from,
    to: manifest.evaluated.to,
    candles: manifest.evaluated.candles,
    dataIntegrity: manifest.dataIntegrity,
    synthetic: about.synthetic,
    closedTrades: metrics.closedTrades.value ?? 0,
    netProfitPct: metrics.netProfitPct.value,
    maxDrawdownPct: metrics.maxDrawdownPct.value,
    sharpe: metrics.sharpe.value,
    createdBy: about.createdBy,
    completedAt: about.completedAt,
    problem: manifest.failure ?? null,
  }
}
