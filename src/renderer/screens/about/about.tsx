/** Whether everything under the window is well, and what the window is made of. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { HEALTH_PARTS, type HealthPartName } from '../../../shared/health.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { MODIFIER } from '../../parts/keys.ts'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { useWindow } from '../../state/window-state.ts'
import { LogPanel } from './log-panel.tsx'
import './about.css'

const PART_TITLES: Record<HealthPartName, string> = {
  store: 'Store',
  runsRoot: 'Runs folder',
  index: 'Run index',
  workers: 'Workers',
  disk: 'Disk',
  backup: 'Backup',
  killSwitch: 'Kill switch',
  queue: 'Queue',
  audit: 'Audit trail',
}
const KEYS: readonly (readonly [string, string])[] = [
  [`${MODIFIER}K`, 'Find any command, dataset, strategy or run'],
  [`${MODIFIER}O`, 'Open candles'],
  [`${MODIFIER}⏎`, 'Run, on the New run screen'],
  ['↑ ↓ PgUp PgDn', 'Walk along a table'],
  ['⏎', 'Open the row'],
  ['Esc', 'Close what is on top'],
]
const HOSTS = {
  desktop: 'the desktop window',
  loopback: 'a browser window on this machine',
  cli: 'the command line',
}

export function About() {
  const { session, health: store } = useWindow()
  const { health, read } = useStore(store)
  useEffect(() => void read(), [read])
  return (
    <div className="about">
      <Panel title="Health" actions={<Button press={() => void read()}>Check again</Button>}>
        {health.is === 'refused' ? (
          <ProblemNote problem={health.because} />
        ) : (
          <ul className="health" aria-label="Parts">
            {HEALTH_PARTS.map((name) => {
              const part = health.is === 'ready' ? health.value.parts[name] : null
              return (
                <li key={name}>
                  <span>{PART_TITLES[name]}</span>
                  <span className="health-detail">{part?.detail}</span>
                  {part === null ? null : <Badge tone={part.ok ? 'profit' : 'danger'}>{part.code}</Badge>}
                </li>
              )
            })}
          </ul>
        )}
      </Panel>
      <Panel title="Keyboard">
        <dl className="keys">
          {KEYS.map(([keys, does]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <LogPanel />
      <Panel title="About">
        <p>
          <strong>Tapedeck {session.version}</strong>, in {HOSTS[session.host]}. It talks to no network and
          your candles stay on this machine.
        </p>
        <p className="notice">
          Charts by TradingView Lightweight Charts™, Copyright © 2025 TradingView, Inc., tradingview.com,
          licensed under the Apache License 2.0.
        </p>
      </Panel>
    </div>
  )
}
