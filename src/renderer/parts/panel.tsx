import { type ReactNode, useId } from 'react'
import './panel.css'

interface PanelProps {
  readonly title: ReactNode
  readonly children: ReactNode
  /** Beside the title, at the right. */
  readonly actions?: ReactNode
  /** The content reaches the edges, as tables and charts do. */
  readonly flush?: boolean
  readonly className?: string
}

/** A named part of a screen. Neighbours share a hairline; there are no boxes in boxes. */
export function Panel({ title, children, actions, flush = false, className = '' }: PanelProps) {
  const id = useId()
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {actions === undefined ? null : <div className="panel-actions">{actions}</div>}
      </header>
      <div className={flush ? 'panel-body flush' : 'panel-body'}>{children}</div>
    </section>
  )
}
