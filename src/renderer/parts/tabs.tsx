import { type KeyboardEvent, type ReactNode, useId } from 'react'
import './tabs.css'

export interface Tab<Id extends string> {
  readonly id: Id
  readonly title: string
  /** A number beside the title, such as how many rows wait behind it. */
  readonly note?: string
}

interface TabsProps<Id extends string> {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly current: Id
  readonly choose: (id: Id) => void
  readonly children: ReactNode
  readonly actions?: ReactNode
}

/** Several views of one thing in one place; the arrow keys walk along them. */
export function Tabs<Id extends string>({ label, tabs, current, choose, children, actions }: TabsProps<Id>) {
  const id = useId()
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    const at = tabs.findIndex((tab) => tab.id === current)
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    choose(next.id)
    document.getElementById(`${id}-${next.id}`)?.focus()
  }
  return (
    <div className="tabs">
      <div className="tabs-bar">
        <div role="tablist" aria-label={label} onKeyDown={walk}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              id={`${id}-${tab.id}`}
              type="button"
              role="tab"
              aria-selected={tab.id === current}
              aria-controls={`${id}-panel`}
              tabIndex={tab.id === current ? 0 : -1}
              onClick={() => choose(tab.id)}
            >
              {tab.title}
              {tab.note === undefined ? null : <span className="tabs-count">{tab.note}</span>}
            </button>
          ))}
        </div>
        {actions}
      </div>
      <div className="tabs-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`}>
        {children}
      </div>
    </div>
  )
}
