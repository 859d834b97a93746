/** Every run there is, newest first; Enter or a click opens one. */
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { count, plural } from '../../parts/format.ts'
import { RunsIcon } from '../../parts/icons.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { type Sorting, Table } from '../../parts/table.tsx'
import { go, NEW_RUN } from '../../state/route.ts'
import { PAGE_ROWS } from '../../state/runs.ts'
import { useWindow } from '../../state/window-state.ts'
import { COLUMNS } from './columns.tsx'
import { nextSorting, sorted } from './order.ts'
import './runs.css'

/** How many rows to hold the place of while the list is on its way. */
const WAITING_ROWS = 12

export function Runs() {
  const { list, page, read, turn } = useStore(useWindow().runs)
  const [sorting, setSorting] = useState<Sorting>({ column: 'when', descending: true })
  const rows = useMemo(() => (list.is === 'ready' ? sorted(list.value.runs, sorting) : []), [list, sorting])
  const total = list.is === 'ready' ? list.value.total : 0
  const isEmpty = list.is === 'ready' && total === 0
  const pages = Math.ceil(total / PAGE_ROWS)
  return (
    <section className="runs" aria-label="Runs">
      {isEmpty ? null : (
        <header className="runs-head">
          <p>{list.is === 'ready' ? plural(total, 'run') : ''}</p>
          {pages > 1 ? (
            <div className="runs-pages">
              <span>
                {count(page * PAGE_ROWS + 1)} to {count(page * PAGE_ROWS + rows.length)}, sorted within this
                page
              </span>
              <Button press={() => void turn(page - 1)} disabled={page === 0}>
                Newer
              </Button>
              <Button press={() => void turn(page + 1)} disabled={page + 1 >= pages}>
                Older
              </Button>
            </div>
          ) : null}
          <Button look="main" press={() => go(NEW_RUN)}>
            New run
          </Button>
        </header>
      )}
      {list.is === 'refused' ? (
        <ProblemNote problem={list.because} about="The runs can't be read">
          <Button press={() => void read()}>Try again</Button>
        </ProblemNote>
      ) : (
        <div className="runs-table">
          <Table
            label="Runs"
            columns={COLUMNS}
            count={list.is === 'waiting' ? WAITING_ROWS : rows.length}
            row={(index) => rows[index] ?? null}
            sorting={sorting}
            sort={(column) => setSorting(nextSorting(sorting, column))}
            open={(index) => {
              const run = rows[index]
              if (run !== undefined) go({ is: 'run', run: run.runId })
            }}
            empty={
              <Empty
                icon={<RunsIcon size={32} />}
                title="No runs yet"
                actions={
                  <Button look="main" press={() => go(NEW_RUN)}>
                    Make the first run
                  </Button>
                }
              >
                A run replays one strategy over one set of candles and keeps every decision. The same inputs
                always give the same run, so nothing here is ever overwritten.
              </Empty>
            }
          />
        </div>
      )}
    </section>
  )
}
