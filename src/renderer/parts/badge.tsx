import type { ReactNode } from 'react'
import './badge.css'

export type Tone = 'plain' | 'accent' | 'profit' | 'loss' | 'notice' | 'danger'

/** Wherever a result rests on candles that no market made. */
export const Synthetic = () => (
  <Badge tone="notice" title="Made by a generator, not by a market">
    synthetic
  </Badge>
)

/** A word that qualifies what stands beside it. Its colour only repeats what the word says. */
export function Badge({
  children,
  tone = 'plain',
  title,
}: {
  readonly children: ReactNode
  readonly tone?: Tone
  readonly title?: string
}) {
  return (
    <span className={`badge ${tone}`} title={title}>
      {children}
    </span>
  )
}
