import type { StoreApi } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { FocusState } from './focus-store.ts'

/** Which symbol of a run the chart shows. */
export function SymbolChoice({
  symbols,
  focus,
}: {
  readonly symbols: readonly string[]
  readonly focus: StoreApi<FocusState>
}) {
  const { symbol, showSymbol } = useStore(focus)
  return (
    <select
      className="run-symbols"
      aria-label={`Symbol shown, of ${symbols.length}`}
      value={symbol}
      onChange={(event) => showSymbol(event.target.value)}
    >
      {symbols.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  )
}
