import type { ReactNode } from 'react'
import './badge.css'

export type Tone = 'plain' | 'accent' | 'profit' | 'loss' | 'notice' | 'danger'

/** Wherever a result rests on candles that no market made. */
export const Synthetic = () => (
  <Badge tone="notice" title="Made by a generator, not by a market">
    synthetic
  </Badge>
)

/** Wherever a run is named whose files are not what they were. */
export const Damaged = ({ file }: { readonly file: string }) => (
  <Badge tone="danger" title={`${file} is gone or not as it was written. Run it again: it is put right.`}>
    damaged
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
