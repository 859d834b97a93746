/**
 * Rows in time order. A file that is newest first throughout is simply turned round, and says so;
 * anything else out of order, and every time that comes twice, needs a repair that was asked for.
 */
import type { AppliedRepair, Repair } from '../../shared/dataset.ts'
import type { CandleColumns } from './candle-columns.ts'
import { Complaints } from './complaints.ts'
import { shortIsoTime } from '../text/utc.ts'

/** The share of steps back in time that makes a file newest first, with a flaw or two. */
const NEWEST_FIRST = 0.9

export interface RowOrder {
  /** Rows of the file in time order; null where they are as they should be. */
  readonly rows: Uint32Array | null
  readonly newestFirst: boolean
  readonly duplicates: number
  readonly repairs: readonly AppliedRepair[]
}

/** Throws where something is wrong that no repair allows. */
export function orderRows(columns: CandleColumns, repairs: readonly Repair[], timeColumn: number): RowOrder {
  const { up, down, same } = stepsOf(columns)
  if (down === 0 && same === 0) return { rows: null, newestFirst: false, duplicates: 0, repairs: [] }
  const { rows } = columns
  const newestFirst = down >= NEWEST_FIRST * (up + down)
  const given = Uint32Array.from({ length: rows }, (_, i) => (newestFirst ? rows - 1 - i : i))
  if (same === 0 && up === 0) return { rows: given, newestFirst, duplicates: 0, repairs: [] }

  const sorted = sortedByTime(columns, given)
  const twins = markTwins(columns, sorted)
  const drops = (mark: number) =>
    (mark === TWIN && repairs.includes('dedupe')) || (mark === CONFLICT && repairs.includes('drop-bad'))
  const isKept = (row: number) => !drops(twins[row] ?? 0)
  const late = markLate(columns, given.filter(isKept))

  const complaints = new Complaints()
  const complain = (row: number, { code, message, hint }: (typeof COMPLAINTS)[keyof typeof COMPLAINTS]) =>
    complaints.add({
      code,
      line: columns.lineOf(row),
      column: timeColumn + 1,
      field: 'time',
      text: shortIsoTime(columns.time[row] ?? 0),
      message,
      hint,
    })
  const dropped = { twins: 0, conflicts: 0, late: 0 }
  for (let row = 0; row < rows; row++) {
    const mark = twins[row] ?? 0
    if (drops(mark)) {
      if (mark === TWIN) dropped.twins++
      else dropped.conflicts++
    } else if (mark === TWIN) complain(row, COMPLAINTS.twin)
    else if (mark === CONFLICT) complain(row, COMPLAINTS.conflict)
    else if (late[row] === 1) {
      dropped.late++
      if (!repairs.includes('sort')) complain(row, COMPLAINTS.late)
    }
  }
  complaints.settle()
  const applied: AppliedRepair[] = [
    { repair: 'sort', rows: dropped.late },
    { repair: 'dedupe', rows: dropped.twins },
    { repair: 'drop-bad', rows: dropped.conflicts },
  ]
  return {
    rows: sorted.filter(isKept),
    newestFirst,
    duplicates: dropped.twins,
    repairs: applied.filter(({ rows }) => rows > 0),
  }
}

const TWIN = 1
const CONFLICT = 2

/** Marks each row that has the time of one before it; rows that disagree on a time are all marked. */
function markTwins(columns: CandleColumns, sorted: Uint32Array): Uint8Array {
  const marks = new Uint8Array(columns.rows)
  const timeAt = (place: number) => columns.time[sorted[place] ?? 0]
  for (let first = 0, next = 1; first < sorted.length; first = next, next++) {
    while (next < sorted.length && timeAt(next) === timeAt(first)) next++
    if (next === first + 1) continue
    const group = sorted.subarray(first, next)
    const agree = group.every((row) => sameCandle(columns, group[0] ?? 0, row))
    for (const row of agree ? group.subarray(1) : group) marks[row] = agree ? TWIN : CONFLICT
  }
  return marks
}

/** Marks rows that are earlier than one before them. */
function markLate({ time, rows }: CandleColumns, given: Uint32Array): Uint8Array {
  const marks = new Uint8Array(rows)
  let latest = -Infinity
  for (const row of given) {
    const at = time[row] ?? 0
    if (at < latest) marks[row] = 1
    else latest = at
  }
  return marks
}

function sortedByTime({ time, rows }: CandleColumns, given: Uint32Array): Uint32Array {
  const place = new Uint32Array(rows)
  for (const [at, row] of given.entries()) place[row] = at
  return given.toSorted((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || (place[a] ?? 0) - (place[b] ?? 0))
}

const COMPLAINTS = {
  twin: {
    code: 'CSV_TIMESTAMP_DUPLICATE',
    message: 'This candle is in the file twice.',
    hint: 'Drop exact duplicates with --repair dedupe.',
  },
  conflict: {
    code: 'CSV_TIMESTAMP_DUPLICATE',
    message: 'This time comes twice with different values, and nothing tells which are right.',
    hint: 'Remove the wrong row, or drop all rows of such times with --repair drop-bad.',
  },
  late: {
    code: 'CSV_NOT_SORTED',
    message: 'Here the file goes back in time.',
    hint: 'Sort the rows with --repair sort.',
  },
} as const

function stepsOf({ time, rows }: CandleColumns) {
  let up = 0
  let down = 0
  for (let row = 1; row < rows; row++) {
    const step = (time[row] ?? 0) - (time[row - 1] ?? 0)
    if (step > 0) up++
    else if (step < 0) down++
  }
  return { up, down, same: Math.max(0, rows - 1 - up - down) }
}

const sameCandle = ({ open, high, low, close, volume }: CandleColumns, a: number, b: number): boolean =>
  open[a] === open[b] &&
  high[a] === high[b] &&
  low[a] === low[b] &&
  close[a] === close[b] &&
  volume[a] === volume[b]
