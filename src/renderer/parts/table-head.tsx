import type { Column, Sorting } from './table.tsx'

/** The sticky first row: what each column holds, and which one orders the rows. */
export function TableHead<Row>({
  columns,
  tracks,
  sorting,
  sort,
}: {
  readonly columns: readonly Column<Row>[]
  readonly tracks: string
  readonly sorting: Sorting | null
  readonly sort: ((column: string) => void) | undefined
}) {
  return (
    <div className="table-head" role="rowgroup">
      <div role="row" className="table-row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
        {columns.map((column) => {
          const sorted = sorting?.column === column.id
          return (
            <div
              key={column.id}
              role="columnheader"
              className={column.kind === 'number' ? 'table-cell number' : 'table-cell'}
              title={column.definition}
              aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : undefined}
            >
              {sort === undefined ? (
                column.title
              ) : (
                <button type="button" onClick={() => sort(column.id)}>
                  {column.title}
                  {sorted ? <span aria-hidden="true">{sorting.descending ? '↓' : '↑'}</span> : null}
                </button>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
