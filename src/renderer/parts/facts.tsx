import type { ReactNode } from 'react'
import './facts.css'

/** Names and what they stand for, a line each. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl className="facts">{children}</dl>
}

export function Fact({
  title,
  value,
  tone = '',
  code = false,
}: {
  readonly title: string
  readonly value: string
  readonly tone?: 'profit' | 'loss' | ''
  /** A hash or a path: in full, on a line of its own. */
  readonly code?: boolean
}) {
  return (
    <div className={code ? 'fact code' : 'fact'}>
      <dt>{title}</dt>
      <dd className={tone}>{code ? <code>{value}</code> : value}</dd>
    </div>
  )
}
