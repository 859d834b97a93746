/** A trade that was chosen, explained (A5): what it made, and each of its fills. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { RunDetails, TradeRecord } from '../../../shared/run.ts'
import { useClient } from '../../client-context.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { NONE, decimal, signedDecimal, span, tone } from '../../parts/format.ts'
import { CloseIcon } from '../../parts/icons.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { explainStore } from './explain-store.ts'
import { FillCard } from './fill-card.tsx'
import './trade-panel.css'

interface TradePanelProps {
  readonly trade: TradeRecord
  readonly details: RunDetails
  readonly close: () => void
}

export function TradePanel({ trade, details, close }: TradePanelProps) {
  const client = useClient()
  const [store] = useState(() => explainStore(client, details.run))
  const fills = useStore(store, (state) => state.fills)
  useEffect(() => store.getState().explain(trade), [store, trade])
  return (
    <Panel
      title={`Trade ${trade.trade} · ${trade.side}`}
      className="trade-panel"
      actions={
        <Button look="quiet" label="Close" title="Close (Esc)" press={close}>
          <CloseIcon size={12} />
        </Button>
      }
    >
      <Outcome trade={trade} />
      {fills.is === 'refused' ? <ProblemNote problem={fills.because} about="Fills" /> : null}
      {fills.is === 'waiting' ? <p className="quiet">Reading the fills</p> : null}
      {fills.is === 'ready' && fills.value.length === 0 ? (
        <p className="quiet">
          This run was made before fills were kept. Run it again to have them explained.
        </p>
      ) : null}
      {fills.is === 'ready'
        ? fills.value.map((explained) => (
            <FillCard
              key={`${explained.fill.time} ${explained.fill.why}`}
              explained={explained}
              trade={trade}
              details={details}
            />
          ))
        : null}
    </Panel>
  )
}

function Outcome({ trade }: { readonly trade: TradeRecord }) {
  const { netPnl, fees, entryTime, exitTime, initialRisk, initialStop, initialTarget } = trade
  const held = exitTime === null ? null : Date.parse(exitTime) - Date.parse(entryTime)
  const multiple = netPnl === null || initialRisk === null ? null : Number(netPnl) / Number(initialRisk)
  return (
    <div className="trade-outcome">
      <p>
        <strong className={netPnl === null ? '' : tone(Number(netPnl))}>
          {netPnl === null ? 'still open' : signedDecimal(Number(netPnl).toFixed(2))}
        </strong>
        {multiple === null || !Number.isFinite(multiple) ? null : (
          <span title="Net result over the risk at entry">{signedDecimal(multiple.toFixed(2))} R</span>
        )}
        {trade.ambiguous ? (
          <Badge tone="notice" title="A candle of it hides what came first; the profile’s reading was taken.">
            ambiguous
          </Badge>
        ) : null}
      </p>
      <p className="quiet">
        {held === null ? 'open at the end' : held === 0 ? 'within one candle' : `held ${span(held)}`} · fees{' '}
        {decimal(Number(fees).toFixed(2))} · stop {initialStop === null ? NONE : decimal(initialStop)} ·
        target {typeof initialTarget === 'string' ? decimal(initialTarget) : NONE}
      </p>
    </div>
  )
}
