/** What a strategy looks at, for every candle: the columns that its decisions were made from. Runs in a worker. */
import { Columns } from '../../engine/columns.ts'
import { liesOnPrices } from '../../engine/overlay.ts'
import { nameOf, unitOf } from '../../engine/series.ts'
import { parseParams } from '../../engine/strategy.ts'
import { findStrategy } from '../../strategies/index.ts'
import type { IndicatorColumn, JobInput } from './jobs.ts'

export function computeIndicators({
  strategy: { id, version },
  params,
  series,
}: JobInput<'run.indicators'>): IndicatorColumn[] {
  const strategy = findStrategy(id)
  // Another version may look at something else than the one that made the run.
  if (strategy.version !== version) return []
  const columns = new Columns(series, series.rows)
  const price = 10 ** series.priceDecimals
  return Object.entries(strategy.plan(parseParams(strategy, params)).indicators).map(([name, indicator]) => {
    const unit = unitOf(indicator)
    return {
      name,
      definition: nameOf(indicator),
      unit,
      onPrices: liesOnPrices(indicator),
      column: columns.of(indicator),
      scale: unit === 'price' ? price : 1,
    }
  })
}
