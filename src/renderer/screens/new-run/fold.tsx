import { type ReactNode, useState } from 'react'
import type { Errors } from '../../state/draft-check.ts'
import { Section } from './section.tsx'

interface FoldProps {
  readonly title: string
  readonly about: ReactNode
  /** What is set in it, for as long as it is closed. */
  readonly summary: string
  /** Fields in it begin with one of these; one that is wrong opens it. */
  readonly holds: readonly string[]
  readonly errors: Errors
  readonly children: ReactNode
}

/** A step of the form for those who want it; the others read in one line what it is set to. */
export function Fold({ title, about, summary, holds, errors, children }: FoldProps) {
  const [isOpen, setOpen] = useState(false)
  const isWrong = Object.keys(errors).some((field) => holds.some((prefix) => field.startsWith(prefix)))
  return (
    <details
      className="fold"
      open={isOpen || isWrong}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>
        {title} <span className="fold-summary">{summary}</span>
      </summary>
      <Section title={title} about={about}>
        {children}
      </Section>
    </details>
  )
}
