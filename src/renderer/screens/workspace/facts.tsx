import type { ReactNode } from 'react'

export interface Fact {
  readonly name: string
  readonly value: ReactNode
  /** Hashes and paths of settings are read letter by letter. */
  readonly code?: boolean
}

/** Names and values under a title. */
export function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section className="run-facts" aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {facts.map(({ name, value, code = false }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{code ? <code>{value}</code> : value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
