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
/** Rows between two looks at whether to go on. */
const CHECKED = 1 << 16

export interface RowOrder {
  /** Rows of the file in time order; null where they are as they should be. */
  readonly rows: Uint32Array | null
  readonly newestFirst: boolean
  readonly duplicates: number
  readonly repairs: readonly AppliedRepair[]
}

/** Throws where something is wrong that no repair allows, or where `check` does. */
export function orderRows(
  columns: CandleColumns,
  repairs: readonly Repair[],
  timeColumn: number,
  check: () => void = () => {},
  complaints = new Complaints(),
): RowOrder {
  const { up, down, same } = stepsOf(columns)
  if (down === 0 && same === 0) return { rows: null, newestFirst: false, duplicates: 0, repairs: [] }
  const { rows } = columns
  const newestFirst = down >= NEWEST_FIRST * (up + down)
  const given = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) given[i] = newestFirst ? rows - 1 - i : i
  check()
  if (same === 0 && up === 0) return { rows: given, newestFirst, duplicates: 0, repairs: [] }

  const sorted = sortedByTime(columns.time, given, check)
  const twins = markTwins(columns, sorted, check)
  // Of rows that disagree: which to keep is for the trader to say; else all go, or none.
  const kept = repairs.find((repair) => repair === 'keep-first' || repair === 'keep-last')
  if (kept !== undefined) keepOne(columns.time, sorted, twins, kept)
  const losers = kept ?? (repairs.includes('drop-bad') ? 'drop-bad' : null)
  const drops = (mark: number) =>
    (mark === TWIN && repairs.includes('dedupe')) || (mark === CONFLICT && losers !== null)
  const isKept = (row: number) => !drops(twins[row] ?? 0)
  const late = markLate(columns, keptOf(given, isKept, check))

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
    if (row % CHECKED === 0) check()
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
    { repair: losers ?? 'drop-bad', rows: dropped.conflicts },
  ]
  return {
    rows: keptOf(sorted, isKept, check),
    newestFirst,
    duplicates: dropped.twins,
    repairs: applied.filter(({ rows }) => rows > 0),
  }
}

function keptOf(rows: Uint32Array, isKept: (row: number) => boolean, check: () => void): Uint32Array {
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let at = 0; at < rows.length; at++) {
    if (at % CHECKED === 0) check()
    const row = rows[at] ?? 0
    if (isKept(row)) kept[count++] = row
  }
  return kept.subarray(0, count)
}

const TWIN = 1
const CONFLICT = 2

/** Marks each row that has the time of one before it; rows that disagree on a time are all marked. */
function markTwins(columns: CandleColumns, sorted: Uint32Array, check: () => void): Uint8Array {
  const marks = new Uint8Array(columns.rows)
  const timeAt = (place: number) => columns.time[sorted[place] ?? 0]
  for (let first = 0, next = 1; first < sorted.length; first = next, next++) {
    if (first % CHECKED === 0) check()
    while (next < sorted.length && timeAt(next) === timeAt(first)) next++
    if (next === first + 1) continue
    const group = sorted.subarray(first, next)
    const agree = group.every((row) => sameCandle(columns, group[0] ?? 0, row))
    for (const row of agree ? group.subarray(1) : group) marks[row] = agree ? TWIN : CONFLICT
  }
  return marks
}

/** Takes the mark off one row of each time that comes twice: the first or the last in the file. */
function keepOne(
  time: Float64Array,
  sorted: Uint32Array,
  marks: Uint8Array,
  which: 'keep-first' | 'keep-last',
): void {
  for (let first = 0, next = 1; first < sorted.length; first = next, next++) {
    while (next < sorted.length && time[sorted[next] ?? 0] === time[sorted[first] ?? 0]) next++
    const group = sorted.subarray(first, next)
    if (marks[group[0] ?? 0] !== CONFLICT) continue
    // Lines of the file, also where it is newest first.
    const row = group.reduce((a, b) => ((which === 'keep-first') === b < a ? b : a))
    marks[row] = 0
  }
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

/** Merges from runs of one up, keeping the given order of equal times; looks up often enough to be stopped. */
function sortedByTime(time: Float64Array, given: Uint32Array, check: () => void): Uint32Array {
  let from = given.slice()
  let into = new Uint32Array(given.length)
  for (let run = 1; run < given.length; run *= 2) {
    let merged = 0
    for (let left = 0; left < given.length; left += 2 * run) {
      const middle = Math.min(left + run, given.length)
      const end = Math.min(left + 2 * run, given.length)
      let a = left
      let b = middle
      for (let at = left; at < end; at++) {
        if (++merged % CHECKED === 0) check()
        const isLeft = a < middle && (b >= end || (time[from[a] ?? 0] ?? 0) <= (time[from[b] ?? 0] ?? 0))
        into[at] = (isLeft ? from[a++] : from[b++]) ?? 0
      }
    }
    const done = into
    into = from
    from = done
  }
  return from
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
    hint: 'Keep the first or the last of them with --repair keep-first or keep-last, or drop all with drop-bad.',
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
