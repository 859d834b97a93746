import { type ReactNode, useId } from 'react'

/** A step of the form: a title at the left, its fields beside it. */
export function Section({
  title,
  about,
  children,
}: {
  readonly title: string
  readonly about: ReactNode
  readonly children: ReactNode
}) {
  const id = useId()
  return (
    <div className="form-section" role="group" aria-labelledby={id}>
      <div className="form-section-head">
        <h2 id={id}>{title}</h2>
        <p>{about}</p>
      </div>
      <div className="form-section-fields">{children}</div>
    </div>
  )
}
