import type { ReactNode } from 'react'
import type { ProblemShape } from '../../shared/problem.ts'
import { count } from './format.ts'
import { WarningIcon } from './icons.tsx'
import './problem-note.css'

interface ProblemNoteProps {
  readonly problem: ProblemShape
  /** Whose problem it is, such as a file's name. */
  readonly about?: string
  /** What can be done about it, right here. */
  readonly children?: ReactNode
}

/** What happened, where, and what to do next. Stays until the trader is done with it. */
export function ProblemNote({ problem, about, children }: ProblemNoteProps) {
  const { code, message, hint, details } = problem
  const { line, column, field, text } = details
  return (
    <div className="problem">
      <WarningIcon />
      <div className="problem-words" role="alert">
        <p className="problem-message">
          {about === undefined ? null : <strong>{about}: </strong>}
          {message}
        </p>
        {hint === '' ? null : <p className="problem-hint">{hint}</p>}
        {typeof text === 'string' && text !== '' ? <code className="problem-text">{text}</code> : null}
        <p className="problem-facts">
          <code>{code}</code>
          {line === undefined ? null : <span>line {count(line)}</span>}
          {column === undefined ? null : <span>column {count(column)}</span>}
          {field === undefined ? null : <span>field {field}</span>}
        </p>
      </div>
      {children === undefined ? null : <div className="problem-actions">{children}</div>}
    </div>
  )
}
