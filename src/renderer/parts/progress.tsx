import './progress.css'

/** How far something has come. Before anything is known it only says that it is alive. */
export function Progress({
  done,
  of,
  label,
}: {
  readonly done: number
  readonly of: number
  readonly label: string
}) {
  const known = of > 0
  const share = known ? Math.min(1, done / of) : 0
  return (
    <div
      className={known ? 'progress' : 'progress unknown'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.floor(share * 100) : undefined}
    >
      {/* Another element, so that what is known does not glide in from what was not. */}
      <div key={String(known)} style={{ transform: `scaleX(${known ? share : 0.3})` }} />
    </div>
  )
}
