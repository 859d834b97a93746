/** A run as it is being written: everything as typed, so that nothing the trader typed is lost. */
import type { DatasetId } from '../../shared/brand.ts'
import type { Timeframe } from '../../shared/candles.ts'
import type { Dataset } from '../../shared/dataset.ts'
import type { Journal } from '../../shared/run.ts'
import { DEFAULT_SETTINGS, evenPart, type RunSettings } from '../../shared/settings.ts'
import type { ParameterValue, StrategyCard } from '../../shared/strategy.ts'
import { type SizingKind, type TypedSettings, typedSettings } from './typed-settings.ts'

export interface Draft {
  readonly dataset: DatasetId | null
  /** More symbols beside it. */
  readonly others: readonly DatasetId[]
  readonly capitalMode: RunSettings['capitalMode']
  readonly timeframe: Timeframe | null
  readonly strategy: string | null
  /** Numbers as typed, choices by name, yes or no as it is. */
  readonly params: { readonly [name: string]: string | boolean }
  readonly from: string
  readonly to: string
  readonly settings: TypedSettings
  readonly skipVolumeFilter: boolean
  readonly journal: Journal
}

export const EMPTY_DRAFT: Draft = {
  dataset: null,
  others: [],
  capitalMode: DEFAULT_SETTINGS.capitalMode,
  timeframe: null,
  strategy: null,
  params: {},
  from: '',
  to: '',
  settings: typedSettings(DEFAULT_SETTINGS),
  skipVolumeFilter: false,
  journal: 'events',
}

/** What a sizing starts with when it is chosen. */
export const FIRST_SIZE: Record<SizingKind, string> = {
  fraction: '1',
  cash: '1000',
  units: '1',
  risk: '0.01',
  volatility: '0.01',
}

/** A dataset brings its own timeframes and dates, so those of the one before it go. */
export const withDataset = (draft: Draft, dataset: Dataset): Draft =>
  draft.dataset === dataset.datasetId && draft.timeframe !== null
    ? draft
    : {
        ...draft,
        dataset: dataset.datasetId,
        others: draft.others.filter((id) => id !== dataset.datasetId),
        timeframe: firstTimeframe(dataset),
        from: '',
        to: '',
      }

/** Symbols that share an account each have an equal part of it, unless something else was typed. */
export function withMarkets(draft: Draft, part: Partial<Pick<Draft, 'others' | 'capitalMode'>>): Draft {
  const next = { ...draft, ...part }
  const { settings } = draft
  const isEven = settings['sizing.kind'] === 'fraction' && settings['sizing.value'] === shareIn(draft)
  return isEven ? { ...next, settings: { ...settings, 'sizing.value': shareIn(next) } } : next
}

const shareIn = ({ capitalMode, others }: Draft): string =>
  capitalMode === 'portfolio' ? evenPart(others.length + 1) : '1'

/** Minutes are kept to resample and to look inside candles; most ideas are about hours or days. */
const firstTimeframe = ({ timeframe, timeframes }: Dataset): Timeframe =>
  /^\d+[sm]$/.test(timeframe) && timeframes.includes('1h') ? '1h' : timeframe

export const withStrategy = (draft: Draft, card: StrategyCard): Draft => ({
  ...draft,
  strategy: card.id,
  params: Object.fromEntries(card.params.map(({ name, initial }) => [name, typed(initial)])),
})

const typed = (value: ParameterValue): string | boolean => (typeof value === 'number' ? String(value) : value)
