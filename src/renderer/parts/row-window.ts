/** Which rows of a long table are in view, and how to bring one there. */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'

/** Tokens' --row: the one measure that the style sheet and the arithmetic must share. */
export const ROW = 28
const HEAD = ROW
/** Rows beyond each edge, so that a flick of the wheel never shows nothing. */
const SPARE = 8

interface Rows {
  readonly count: number
  /** The row that holds, or would get, the keyboard's focus. */
  readonly active: number
  readonly rowHeight: number
}

interface RowWindow {
  readonly indices: readonly number[]
  readonly height: number
  readonly page: number
  readonly reveal: (index: number) => void
}

export function useRowWindow(
  box: RefObject<HTMLDivElement | null>,
  { count, active, rowHeight }: Rows,
  seen: ((first: number, last: number) => void) | undefined,
): RowWindow {
  const [view, setView] = useState({ top: 0, height: 0 })

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => setView({ top: element.scrollTop, height: element.clientHeight })
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const watch = new ResizeObserver(measure)
    watch.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      watch.disconnect()
    }
  }, [box])

  const page = Math.max(1, Math.floor((view.height - HEAD) / rowHeight))
  const first = Math.min(Math.floor(view.top / rowHeight), Math.max(0, count - page))
  const last = Math.min(count - 1, first + page)
  useEffect(() => {
    if (count > 0 && view.height > 0) seen?.(first, last)
  }, [seen, first, last, count, view.height])

  const from = Math.max(0, first - SPARE)
  const until = Math.min(count, last + 1 + SPARE)
  const indices = Array.from({ length: Math.max(0, until - from) }, (_, offset) => from + offset)
  // The row that has the focus stays, however far it is scrolled away.
  if (count > 0 && (active < from || active >= until)) indices.push(active)

  const reveal = (index: number) => {
    const element = box.current
    if (element === null) return
    const top = index * rowHeight
    const room = element.clientHeight - HEAD - rowHeight
    if (top < element.scrollTop) element.scrollTo({ top })
    else if (top > element.scrollTop + room) element.scrollTo({ top: top - room })
  }
  return { indices, height: count * rowHeight, page, reveal }
}
