/** A run's inputs as the draft of the next one. */
import type { Manifest } from '../../../shared/run.ts'
import { moment } from '../../parts/format.ts'
import type { Draft } from '../../state/draft.ts'

export function draftOf({ inputs }: Manifest): Partial<Draft> {
  const { settings, window, params } = inputs
  return {
    dataset: inputs.datasets[0] ?? null,
    others: inputs.datasets.slice(1),
    capitalMode: settings.capitalMode,
    timeframe: inputs.timeframe,
    strategy: inputs.strategy.id,
    params: Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? value : String(value),
      ]),
    ),
    from: window.from === null ? '' : moment(window.from),
    to: window.to === null ? '' : moment(window.to),
    capital: settings.capital,
    direction: settings.direction,
    sizingKind: settings.sizing.kind,
    sizingValue: settings.sizing.value,
    takerBps: settings.fees.takerBps,
    makerBps: settings.fees.makerBps,
    minimumFee: settings.fees.minimum,
    closeAtEnd: settings.closeAtEnd,
    skipVolumeFilter: inputs.skipVolumeFilter,
    warmup: settings.warmup === 'auto' ? '' : String(settings.warmup),
    journal: inputs.journal,
  }
}
