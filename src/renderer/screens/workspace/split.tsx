import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'

const LEAST = 22
const MOST = 88
const STEP = 4
const USUAL = 62

const within = (share: number): number => Math.min(Math.max(share, LEAST), MOST)

/** Two panels above each other and a handle between them, for the hand and for the arrow keys. */
export function Split({
  label,
  top,
  bottom,
}: {
  readonly label: string
  readonly top: ReactNode
  readonly bottom: ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const [share, setShare] = useState(USUAL)

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const area = box.current?.getBoundingClientRect()
    if (area === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    setShare(within(((event.clientY - area.top) / area.height) * 100))
  }
  const keyed = (event: KeyboardEvent) => {
    const next = { ArrowUp: share - STEP, ArrowDown: share + STEP, Home: LEAST, End: MOST }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setShare(within(next))
  }

  return (
    <div ref={box} className="split" style={{ gridTemplateRows: `${share}% 1px minmax(0, 1fr)` }}>
      {top}
      <div
        role="separator"
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        aria-valuenow={Math.round(share)}
        tabIndex={0}
        className="split-handle"
        title="Drag, or use the arrow keys; double click to reset"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onDoubleClick={() => setShare(USUAL)}
        onKeyDown={keyed}
      />
      {bottom}
    </div>
  )
}
