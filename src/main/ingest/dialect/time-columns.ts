/** Which column, or which two, hold the time of a row: by name where there are names, else by shape. */
import type { ImportSettings } from '../../../shared/dataset.ts'
import { type Field, isClockName, isStartName } from './column-names.ts'
import type { Table } from './table.ts'
import { recogniseClock, recogniseTime, type TimeStyle } from './time-style.ts'

export interface TimeColumns {
  readonly cells: readonly (readonly [field: Field, cell: number])[]
  readonly style: TimeStyle
  readonly clockQuick: boolean
  readonly because: string
}

const READABLE = 0.9
/** A column that says the same in most rows does not tell them apart. */
const DISTINCT = 0.5

export function recogniseTimeColumns(
  table: Table,
  taken: ReadonlySet<number>,
  settings: ImportSettings,
): TimeColumns | null {
  const columnOf = (cell: number) => table.rows.map(({ cells }) => cells[cell] ?? '')
  const styleOf = (cell: number) => recogniseTime(columnOf(cell), settings.dateOrder)
  const { columns = {} } = settings
  const byName = table.header?.says.times ?? []
  if (columns.time !== undefined || columns.date !== undefined) {
    const cell = (columns.time ?? columns.date ?? 1) - 1
    const style = styleOf(cell)
    if (style === null) return null
    const clock = columns.clock === undefined ? null : columns.clock - 1
    return joined(cell, clock, style, columnOf, 'it was said at the import')
  }
  const named = byName.flatMap((cell) => {
    const style = styleOf(cell)
    return style === null || style.readable < READABLE ? [] : [{ cell, style }]
  })
  const name = (cell: number) => table.header?.row.cells[cell] ?? ''
  const clock = byName.find((cell) => isClockName(name(cell)) && recogniseClock(columnOf(cell)) !== null)
  const because = 'the names of the columns'
  const dated = named.find(({ cell, style }) => cell !== clock && style.form === 'date')
  const absolute = named.filter(({ style }) => isAbsolute(style) && style.distinct > DISTINCT)
  // A column that mixes units is left where another one tells the time as well.
  const sound = absolute.find(({ style }) => style.consistent === 1)
  const chosen =
    named.find(({ cell }) => isStartName(name(cell))) ??
    sound ??
    (named.length > 1
      ? named.find(({ style }) => style.consistent === 1 && style.distinct > DISTINCT)
      : null) ??
    absolute[0] ??
    (clock === undefined ? undefined : dated) ??
    named.find(({ style }) => style.distinct > DISTINCT) ??
    named[0]
  if (chosen !== undefined) {
    const withClock = chosen === dated && clock !== undefined ? clock : null
    return joined(chosen.cell, withClock, chosen.style, columnOf, because)
  }
  return byShape(table, taken, columnOf, styleOf) ?? unreadable(byName, styleOf, because)
}

function byShape(
  table: Table,
  taken: ReadonlySet<number>,
  columnOf: (cell: number) => string[],
  styleOf: (cell: number) => TimeStyle | null,
): TimeColumns | null {
  for (let cell = 0; cell < table.width; cell++) {
    if (taken.has(cell)) continue
    const style = styleOf(cell)
    if (style === null || style.readable < READABLE) continue
    const next = columnOf(cell + 1)
    const isClock = style.form === 'date' && !taken.has(cell + 1) && next.every(looksLikeClock)
    return joined(cell, isClock ? cell + 1 : null, style, columnOf, 'the only column written like a time')
  }
  return null
}

/** Colons or six digits; fewer digits could be a price. */
const looksLikeClock = (text: string): boolean =>
  (text.includes(':') || text.length === 6) && recogniseClock([text]) !== null

/** A named column of which few rows are times: the reader will say which are not. */
function unreadable(
  byName: readonly number[],
  styleOf: (cell: number) => TimeStyle | null,
  because: string,
): TimeColumns | null {
  const [cell] = byName
  if (cell === undefined) return null
  return { cells: [['time', cell]], style: styleOf(cell) ?? PLAIN, clockQuick: true, because }
}

const PLAIN: TimeStyle = {
  order: 'ymd',
  quick: true,
  hasSeconds: false,
  shape: null,
  form: 'date',
  readable: 0,
  consistent: 0,
  distinct: 0,
  isUndecided: false,
  because: '',
}

function joined(
  cell: number,
  clock: number | null,
  style: TimeStyle,
  columnOf: (cell: number) => string[],
  because: string,
): TimeColumns {
  const found = clock === null ? null : recogniseClock(columnOf(clock))
  if (clock === null || found === null) return { cells: [['time', cell]], style, clockQuick: true, because }
  return {
    cells: [
      ['date', cell],
      ['clock', clock],
    ],
    style: { ...style, hasSeconds: found.hasSeconds },
    clockQuick: found.quick,
    because,
  }
}

const isAbsolute = ({ form }: TimeStyle): boolean => form !== 'date' && form !== 'naive'
