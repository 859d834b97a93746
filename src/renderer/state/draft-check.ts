/** What is wrong with a draft, field by field, while it is typed; and the request it becomes. */
import { type Millis, millis } from '../../shared/brand.ts'
import type { Dataset } from '../../shared/dataset.ts'
import type { RunRequest } from '../../shared/run.ts'
import type { ParameterCard, ParameterValue, StrategyCard } from '../../shared/strategy.ts'
import type { Draft } from './draft.ts'
import { SETTING_PATHS, settingError, settingsOf } from './typed-settings.ts'

/** Field names as the host uses them in a problem's `field`, so that both land in the same place. */
export type Errors = { readonly [field: string]: string }

export type Checked =
  | { readonly is: 'sound'; readonly request: RunRequest }
  | { readonly is: 'unsound'; readonly errors: Errors }

/** `2017-03-01` or `2017-03-01 04:00`, UTC; undefined where nothing is typed, null where it is no time. */
export function timeOf(text: string): Millis | null | undefined {
  const given = text.trim()
  if (given === '') return undefined
  const parts = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d))?$/.exec(given)
  if (parts === null) return null
  const iso = `${parts[1]}T${parts[2] ?? '00:00'}:00.000Z`
  const time = Date.parse(iso)
  // Date.parse lets the 31st of February slip into March.
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? null : millis(time)
}

export function check(draft: Draft, dataset: Dataset | null, card: StrategyCard | null): Checked {
  const errors: Record<string, string> = {}
  const say = (field: string, error: string | null) => {
    if (error !== null) errors[field] = error
  }
  if (dataset === null) say('dataset', 'Choose the candles to replay.')
  if (card === null) say('strategy', 'Choose a strategy.')

  const from = timeOf(draft.from)
  const to = timeOf(draft.to)
  const notATime = 'Write a date as 2017-03-01.'
  if (from === null) say('from', notATime)
  if (to === null) say('to', notATime)
  if (dataset !== null && typeof from === 'number' && from > dataset.end) {
    say('from', 'The candles end before this.')
  }
  if (dataset !== null && typeof to === 'number' && to <= dataset.start) {
    say('to', 'The candles begin after this.')
  }
  if (typeof from === 'number' && typeof to === 'number' && to <= from) say('to', 'Ends before it begins.')

  for (const path of SETTING_PATHS) say(path, settingError(draft.settings, path))

  const params: Record<string, ParameterValue> = {}
  for (const parameter of card?.params ?? []) {
    const given = draft.params[parameter.name] ?? ''
    const error = parameterError(parameter, given)
    say(`params.${parameter.name}`, error)
    if (error === null) params[parameter.name] = valueOf(parameter, given)
  }

  if (dataset === null || card === null || Object.keys(errors).length > 0) return { is: 'unsound', errors }
  return { is: 'sound', request: requestOf(draft, dataset, card, params, { from, to }) }
}

function requestOf(
  draft: Draft,
  { datasetId }: Dataset,
  { id }: StrategyCard,
  params: Record<string, ParameterValue>,
  { from, to }: { from: Millis | null | undefined; to: Millis | null | undefined },
): RunRequest {
  return {
    datasets: [datasetId, ...draft.others],
    strategy: id,
    params,
    ...(draft.timeframe === null ? {} : { timeframe: draft.timeframe }),
    ...(typeof from === 'number' ? { from } : {}),
    ...(typeof to === 'number' ? { to } : {}),
    settings: {
      ...settingsOf(draft.settings),
      ...(draft.others.length === 0 ? {} : { capitalMode: draft.capitalMode }),
    },
    skipVolumeFilter: draft.skipVolumeFilter,
    journal: draft.journal,
  }
}

function parameterError(card: ParameterCard, given: string | boolean): string | null {
  if (card.kind === 'yes-no' || card.kind === 'choice') return null
  const text = String(given).trim()
  const pattern = card.kind === 'whole' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/
  const { from = -Infinity, to = Infinity } = card
  if (!pattern.test(text)) return card.kind === 'whole' ? 'Write a whole number.' : 'Write a number.'
  const value = Number(text)
  if (value >= from && value <= to) return null
  if (from === -Infinity) return `At most ${to}.`
  return to === Infinity ? `At least ${from}.` : `From ${from} to ${to}.`
}

const valueOf = (card: ParameterCard, given: string | boolean): ParameterValue =>
  card.kind === 'whole' || card.kind === 'number' ? Number(given) : given
