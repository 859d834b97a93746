import type { ParameterCard, StrategyCard } from '../../../shared/strategy.ts'
import { Button } from '../../parts/button.tsx'
import { CheckField, TextField } from '../../parts/field.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { Select } from '../../parts/select.tsx'
import { type Draft, withStrategy } from '../../state/draft.ts'
import type { Errors } from '../../state/draft-check.ts'
import type { Loaded } from '../../state/loaded.ts'
import { useWindow } from '../../state/window-state.ts'
import { Section } from './section.tsx'

interface StrategyFieldsProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly errors: Errors
  readonly cards: Loaded<readonly StrategyCard[]>
  readonly card: StrategyCard | null
}

/** Which idea, and its parameters: a form made from the strategy's own card. */
export function StrategyFields({ draft, change, errors, cards, card }: StrategyFieldsProps) {
  const { strategies } = useWindow()
  const known = cards.is === 'ready' ? cards.value : []
  return (
    <Section title="Strategy" about={card === null ? 'The idea to test.' : <About card={card} />}>
      <div className="wide">
        {cards.is === 'refused' ? (
          <ProblemNote problem={cards.because}>
            <Button press={() => void strategies.getState().read()}>Try again</Button>
          </ProblemNote>
        ) : (
          <Select
            label="Strategy"
            value={draft.strategy ?? ''}
            options={known.map(({ id, title }) => ({ value: id, title }))}
            change={(id) => {
              const chosen = known.find((candidate) => candidate.id === id)
              if (chosen !== undefined) change(withStrategy(draft, chosen))
            }}
            error={errors['strategy']}
          />
        )}
      </div>
      {(card?.params ?? []).map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={draft.params[parameter.name] ?? ''}
          change={(value) => change({ params: { ...draft.params, [parameter.name]: value } })}
          error={errors[`params.${parameter.name}`]}
        />
      ))}
      {card !== null && card.params.length === 0 ? (
        <p className="wide quiet">This strategy has nothing to set.</p>
      ) : null}
    </Section>
  )
}

function About({ card: { idea, suits, requires } }: { readonly card: StrategyCard }) {
  return (
    <>
      <span className="strategy-idea">{idea}</span>
      <span>{suits}</span>
      {requires === '' ? null : <span>Requires that {requires}.</span>}
    </>
  )
}

interface ParameterFieldProps {
  readonly parameter: ParameterCard
  readonly value: string | boolean
  readonly change: (value: string | boolean) => void
  readonly error: string | undefined
}

function ParameterField({ parameter, value, change, error }: ParameterFieldProps) {
  const { label, kind, hint, choices = [] } = parameter
  switch (kind) {
    case 'yes-no':
      return <CheckField label={label} value={value === true} change={change} hint={error ?? hint} />
    case 'choice':
      return (
        <Select
          label={label}
          value={String(value)}
          options={choices.map((choice) => ({ value: choice, title: choice }))}
          change={change}
          error={error}
          hint={hint}
        />
      )
    case 'whole':
    case 'number':
      return (
        <TextField
          label={label}
          kind="number"
          value={String(value)}
          change={change}
          error={error}
          hint={[range(parameter), hint].filter(Boolean).join(' · ')}
        />
      )
  }
}

function range({ from, to }: ParameterCard): string {
  if (from !== undefined && to !== undefined) return `${from} to ${to}`
  if (from !== undefined) return `from ${from}`
  return to === undefined ? '' : `up to ${to}`
}
