/** What happened lately, as the log has it: for a trader who reports trouble, or looks for its beginning. */
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../parts/button.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { useWindow } from '../../state/window-state.ts'

export function LogPanel() {
  const { lines, read } = useStore(useWindow().log)
  useEffect(() => void read(), [read])
  return (
    <Panel title="Log" actions={<Button press={() => void read()}>Read again</Button>}>
      {lines.is === 'refused' ? (
        <ProblemNote problem={lines.because} />
      ) : (
        <ol className="log" aria-label="Newest lines of the log" tabIndex={0}>
          {(lines.is === 'ready' ? lines.value : []).map(({ number, time, level, event, facts }) => (
            <li key={number} className={level}>
              <time dateTime={time}>{time.replace('T', ' ').slice(0, 19)}</time>
              <code>{event}</code>
              <span>{facts}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
