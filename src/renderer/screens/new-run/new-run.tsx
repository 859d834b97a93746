/** A run from question to answer: choose, see what it will be, press Run, land on the result. */
import { useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import type { DatasetId } from '../../../shared/brand.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import type { StrategyCard } from '../../../shared/strategy.ts'
import { useKey } from '../../parts/keys.ts'
import { withDataset, withStrategy } from '../../state/draft.ts'
import { check, type Errors } from '../../state/draft-check.ts'
import { useWindow } from '../../state/window-state.ts'
import { AdvancedFields } from './advanced-fields.tsx'
import { CostFields } from './cost-fields.tsx'
import { FillFields } from './fill-fields.tsx'
import { MarketFields } from './market-fields.tsx'
import { MoneyFields } from './money-fields.tsx'
import { ProtectionFields } from './protection-fields.tsx'
import { RiskFields } from './risk-fields.tsx'
import { RunPanel } from './run-panel.tsx'
import { StrategyFields } from './strategy-fields.tsx'
import './new-run.css'

export function NewRun({
  dataset: wantedDataset,
  strategy: wantedStrategy,
}: {
  readonly dataset: DatasetId | null
  readonly strategy: string | null
}) {
  const { datasets, strategies, newRun } = useWindow()
  const data = useStore(datasets, ({ list }) => list)
  const cards = useStore(strategies, ({ list }) => list)
  const { draft, phase, change, start } = useStore(newRun)

  // The address may name what to begin with; where it does not, the newest candles and the first strategy.
  useEffect(() => {
    if (data.is !== 'ready') return
    const { draft, change } = newRun.getState()
    const wanted = data.value.find(({ datasetId }) => datasetId === (wantedDataset ?? draft.dataset))
    const dataset = wanted ?? data.value[0]
    if (dataset !== undefined) change(withDataset(draft, dataset))
  }, [data, wantedDataset, newRun])
  useEffect(() => {
    if (cards.is !== 'ready') return
    const { draft, change } = newRun.getState()
    const wanted = cards.value.find(({ id }) => id === (wantedStrategy ?? draft.strategy))
    const card = wanted ?? cards.value[0]
    if (card !== undefined && card.id !== draft.strategy) change(withStrategy(draft, card))
  }, [cards, wantedStrategy, newRun])

  const dataset =
    data.is === 'ready' ? (data.value.find(({ datasetId }) => datasetId === draft.dataset) ?? null) : null
  const card = cards.is === 'ready' ? (cards.value.find(({ id }) => id === draft.strategy) ?? null) : null
  const checked = check(draft, dataset, card)
  const errors: Errors = {
    ...(phase.is === 'refused' ? fieldError(phase.because, card) : {}),
    ...(checked.is === 'unsound' ? checked.errors : {}),
  }
  const request = checked.is === 'sound' ? checked.request : null
  const run = useCallback(() => {
    if (request !== null) void start(request)
  }, [request, start])
  useKey('mod+Enter', run)
  const form = { draft, change, errors }

  return (
    <section className="new-run" aria-label="New run">
      <form className="new-run-form" onSubmit={(event) => event.preventDefault()}>
        <MarketFields draft={draft} change={change} errors={errors} data={data} dataset={dataset} />
        <StrategyFields draft={draft} change={change} errors={errors} cards={cards} card={card} />
        <MoneyFields {...form} />
        <CostFields {...form} />
        <ProtectionFields {...form} />
        <FillFields {...form} />
        <RiskFields {...form} />
        <AdvancedFields {...form} symbol={dataset?.symbol ?? null} />
      </form>
      <RunPanel draft={draft} dataset={dataset} card={card} sound={request !== null} run={run} />
    </section>
  )
}

/** The host checks what only it can know; what it says about a field is shown at that field too. */
function fieldError({ details, hint, message }: ProblemShape, card: StrategyCard | null): Errors {
  const field = details.field?.replace(/^settings\./, '')
  if (field === undefined) return {}
  const isParameter = card?.params.some(({ name }) => name === field) === true
  return { [isParameter ? `params.${field}` : field]: hint === '' ? message : hint }
}
