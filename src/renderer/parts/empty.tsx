import type { ReactNode } from 'react'
import './empty.css'

/** Where there is nothing yet: what will be here, and how to get it. */
export function Empty({
  title,
  children,
  actions,
  icon,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly icon?: ReactNode
}) {
  return (
    <div className="empty">
      {icon === undefined ? null : <div className="empty-icon">{icon}</div>}
      <p className="empty-title">{title}</p>
      {children === undefined ? null : <div className="empty-words">{children}</div>}
      {actions === undefined ? null : <div className="empty-actions">{actions}</div>}
    </div>
  )
}
