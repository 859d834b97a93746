import type { ReactNode } from 'react'
import { Panel } from '../../parts/panel.tsx'
import { Split } from './split.tsx'

interface LayoutProps {
  readonly head: ReactNode
  /** Above everything else, where there is something to say of the whole run. */
  readonly notice?: ReactNode
  readonly chart: ReactNode
  readonly tabs: ReactNode
  readonly side: ReactNode
}

/** The same places whether they are filled yet or not: nothing moves when the run arrives. */
export function Layout({ head, notice, chart, tabs, side }: LayoutProps) {
  return (
    <div className="workspace">
      <header className="run-head">{head}</header>
      <div className="run-notice">{notice}</div>
      <Split label="Height of the chart" top={chart} bottom={tabs} />
      <aside className="run-side">{side}</aside>
    </div>
  )
}

const WaitingPanel = () => (
  <div className="waiting-panel">
    <span className="waiting-line" />
  </div>
)

export function WaitingRun() {
  return (
    <Layout
      head={<span className="waiting-line" role="status" aria-label="Loading the run" />}
      chart={<WaitingPanel />}
      tabs={<WaitingPanel />}
      side={
        <Panel title="Result">
          <div className="waiting-lines" aria-hidden="true">
            {Array.from({ length: 14 }, (_, line) => (
              <span key={line} className="waiting-line" />
            ))}
          </div>
        </Panel>
      }
    />
  )
}
