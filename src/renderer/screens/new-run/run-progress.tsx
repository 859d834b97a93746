import { useStore } from 'zustand'
import type { OperationId } from '../../../shared/brand.ts'
import type { OperationState } from '../../../shared/operation.ts'
import { Fact, Facts } from '../../parts/facts.tsx'
import { count, fraction, moment, NONE, signedMoney, tone } from '../../parts/format.ts'
import { Progress } from '../../parts/progress.tsx'
import { useWindow } from '../../state/window-state.ts'

const STATES: Record<OperationState, string> = {
  queued: 'Queued',
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
}

/** How far the replay has come, and how it stands as of that candle. */
export function RunProgress({ operation }: { readonly operation: OperationId }) {
  const known = useStore(useWindow().operations, ({ known }) => known.get(operation))
  const { done, of, asOf, netProfit, trades, winRate } = known?.progress ?? { done: 0, of: 0 }
  return (
    <div className="run-progress">
      <p className="run-state" role="status">
        {STATES[known?.state ?? 'queued']}
      </p>
      <Progress done={done} of={of} label="Replay" />
      <Facts>
        <Fact title="Candles" value={of === 0 ? NONE : `${count(done)} of ${count(of)}`} />
        <Fact title="As of" value={asOf === undefined ? NONE : `${moment(asOf)} UTC`} />
        <Fact
          title="Net profit"
          value={netProfit === undefined ? NONE : signedMoney(netProfit)}
          tone={tone(netProfit ?? null)}
        />
        <Fact title="Trades" value={trades === undefined ? NONE : count(trades)} />
        <Fact title="Win rate" value={typeof winRate === 'number' ? fraction(winRate) : NONE} />
      </Facts>
    </div>
  )
}
