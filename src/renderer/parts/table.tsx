import { type ReactNode, useRef, useState } from 'react'
import { TableHead } from './table-head.tsx'
import { ROW, useRowWindow } from './row-window.ts'
import './table.css'

export interface Column<Row> {
  readonly id: string
  readonly title: string
  readonly cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  readonly kind?: 'text' | 'number'
  /** A grid track such as `90px` or `minmax(120px, 1fr)`; never one that depends on content. */
  readonly width: string
  /** What the header means, where its title is short. */
  readonly definition?: string
}

export interface Sorting {
  readonly column: string
  readonly descending: boolean
}

interface TableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly count: number
  /** The row at an index, or null while it is on its way; its place is kept. */
  readonly row: (index: number) => Row | null
  /** Pixels; 28 unless the rows hold more than a line. */
  readonly rowHeight?: number
  /** The chosen row, where choosing means something here. */
  readonly chosen?: number | null
  /** Arrow keys and a click. */
  readonly choose?: (index: number) => void
  /** Enter and a double click; without `choose`, a single click. */
  readonly open?: (index: number) => void
  /** First and last index in view, for tables that fetch as they go. */
  readonly seen?: (first: number, last: number) => void
  readonly sorting?: Sorting | null
  /** Given together with `sorting`: which columns can be sorted is the owner's to say. */
  readonly sort?: (column: string) => void
  readonly empty?: ReactNode
}

/**
 * Rows of one height, of which only those in view exist; 100,000 scroll like ten. The arrow keys,
 * Page Up and Down, Home and End walk; Enter opens.
 */
export function Table<Row>(props: TableProps<Row>) {
  const { label, columns, count, row, rowHeight = ROW } = props
  const { chosen = null, choose, open, seen, sorting, sort, empty } = props
  const box = useRef<HTMLDivElement>(null)
  const [walked, setWalked] = useState(0)
  const active = Math.max(0, Math.min(chosen ?? walked, count - 1))
  const view = useRowWindow(box, { count, active, rowHeight }, seen)
  const tracks = columns.map((column) => column.width).join(' ')

  const pick = (index: number) => {
    setWalked(index)
    choose?.(index)
    view.reveal(index)
    requestAnimationFrame(() => {
      box.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true })
    })
  }
  const keyed = (key: string): boolean => {
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + view.page,
      PageUp: active - view.page,
      Home: 0,
      End: count - 1,
    }
    const to = steps[key]
    if (to !== undefined) {
      pick(Math.max(0, Math.min(to, count - 1)))
      return true
    }
    if (key === 'Enter' && open !== undefined) {
      open(active)
      return true
    }
    return false
  }

  return (
    <div className="table" role="table" aria-label={label} aria-rowcount={count + 1} ref={box}>
      <TableHead columns={columns} tracks={tracks} sorting={sorting ?? null} sort={sort} />
      {count === 0 ? (
        <div className="table-empty">{empty}</div>
      ) : (
        <div className="table-rows" role="rowgroup" style={{ height: view.height }}>
          {view.indices.map((index) => {
            const at = row(index)
            return (
              <div
                key={index}
                role="row"
                data-index={index}
                aria-rowindex={index + 2}
                aria-current={index === chosen ? 'true' : undefined}
                className={open === undefined && choose === undefined ? 'table-row' : 'table-row live'}
                tabIndex={index === active ? 0 : -1}
                style={{ gridTemplateColumns: tracks, height: rowHeight, top: index * rowHeight }}
                onClick={() => (choose === undefined ? open?.(index) : pick(index))}
                onDoubleClick={() => (choose === undefined ? undefined : open?.(index))}
                onKeyDown={(event) => {
                  if (event.target === event.currentTarget && keyed(event.key)) event.preventDefault()
                }}
              >
                {columns.map((column) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={column.kind === 'number' ? 'table-cell number' : 'table-cell'}
                  >
                    {at === null ? <span className="table-waiting" /> : column.cell(at)}
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      )}
    </div>
  )
}
