import type { ReactNode } from 'react'
import { CandlesIcon, DropIcon, NewRunIcon, RunsIcon } from '../../parts/icons.tsx'
import { Empty } from '../../parts/empty.tsx'

/** The library before there is anything in it. */
export function FirstSteps({ ways }: { readonly ways: ReactNode }) {
  return (
    <div className="first-steps">
      <Empty icon={<DropIcon size={32} />} title="Drop a candle file on the window" actions={ways}>
        <p>
          Any table of candles will do, as exchanges, brokers and spreadsheets write them, plain or in .gz and
          .zip. How it was read is shown to you; nothing is repaired or filled in unless you say so. Your
          files stay on this machine.
        </p>
        <p>No file at hand? The demo market is made here, the same every time, and is marked as synthetic.</p>
      </Empty>
      <ol className="steps">
        <li>
          <CandlesIcon />
          <div>
            <strong>Bring candles</strong>
            <p>See gaps, duplicates and silent volume before they flatter a result.</p>
          </div>
        </li>
        <li>
          <NewRunIcon />
          <div>
            <strong>Replay a strategy</strong>
            <p>Candle by candle, without a look ahead, with pessimistic fills and exact money.</p>
          </div>
        </li>
        <li>
          <RunsIcon />
          <div>
            <strong>Trust the number</strong>
            <p>Every decision has its reason; every run can be recomputed to the last byte.</p>
          </div>
        </li>
      </ol>
    </div>
  )
}
