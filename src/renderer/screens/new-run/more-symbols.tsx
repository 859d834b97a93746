import type { Dataset } from '../../../shared/dataset.ts'
import { CAPITAL_MODES } from '../../../shared/settings.ts'
import { Button } from '../../parts/button.tsx'
import { CloseIcon } from '../../parts/icons.tsx'
import { Select } from '../../parts/select.tsx'
import { type Draft, withMarkets } from '../../state/draft.ts'

interface MoreSymbolsProps {
  readonly draft: Draft
  readonly change: (part: Partial<Draft>) => void
  readonly known: readonly Dataset[]
  readonly error: string | undefined
}

const MODES: { readonly [mode in Draft['capitalMode']]: string } = {
  independent: 'One for each symbol',
  portfolio: 'One shared by all',
}

/** The same strategy on other symbols as well, and whose money it trades. Nothing where there are no others. */
export function MoreSymbols({ draft, change, known, error }: MoreSymbolsProps) {
  const chosen = new Set([draft.dataset, ...draft.others])
  const taken = new Set(known.filter(({ datasetId }) => chosen.has(datasetId)).map(({ symbol }) => symbol))
  const free = known.filter(({ symbol }) => !taken.has(symbol))
  const others = draft.others.flatMap((id) => known.find(({ datasetId }) => datasetId === id) ?? [])
  if (others.length === 0 && free.length === 0) return null
  const set = (ids: Draft['others']) => change(withMarkets(draft, { others: ids }))
  return (
    <>
      <div className="wide">
        <Select<string>
          label="More symbols"
          value=""
          disabled={free.length === 0}
          options={[
            { value: '', title: free.length === 0 ? 'All are chosen' : 'Add a symbol…' },
            ...free.map(({ datasetId, symbol, timeframe }) => ({
              value: datasetId,
              title: `${symbol} · ${timeframe}`,
            })),
          ]}
          change={(id) => {
            const added = free.find(({ datasetId }) => datasetId === id)
            if (added !== undefined) set([...draft.others, added.datasetId])
          }}
          error={error}
        />
        {others.map(({ datasetId, symbol }) => (
          <Button
            key={datasetId}
            look="quiet"
            label={`Remove ${symbol}`}
            press={() => set(draft.others.filter((id) => id !== datasetId))}
          >
            {symbol} <CloseIcon size={12} />
          </Button>
        ))}
      </div>
      {others.length === 0 ? null : (
        <Select
          label="Accounts"
          value={draft.capitalMode}
          options={CAPITAL_MODES.map((mode) => ({ value: mode, title: MODES[mode] }))}
          change={(capitalMode) => change(withMarkets(draft, { capitalMode }))}
        />
      )}
    </>
  )
}
