/**
 * How a file writes its times, from a sample of them. Day and month are told apart by the whole
 * file: by a number above twelve, or by the reading that makes a regular series; else only the
 * trader can say.
 */
import { DAY } from '../../text/utc.ts'
import { LooseTime } from './loose-time.ts'
import { isMissing } from './number-style.ts'
import { type DateOrder, type Form, TimeReader } from './time-reader.ts'

export interface TimeStyle {
  readonly order: DateOrder
  /** The reader of digits can take it. */
  readonly quick: boolean
  /** Times of day in digits alone end in seconds. */
  readonly hasSeconds: boolean
  /** How dates are put together, for the reader that needs it. */
  readonly shape: string | null
  /** Of most cells. */
  readonly form: Form
  /** Share of the cells that are times, and of the cells that are so in the same form. */
  readonly readable: number
  readonly consistent: number
  /** Share of the cells that are not another one's repetition. */
  readonly distinct: number
  /** Both readings of day and month are possible. */
  readonly isUndecided: boolean
  readonly because: string
}

interface Reading {
  readonly order: DateOrder
  readonly quick: boolean
  readonly shape: string | null
  readonly values: readonly number[]
  readonly forms: ReadonlyMap<Form, number>
}

const EVERY_ROW = 'every row is written like that'

export function recogniseTime(column: readonly string[], said?: DateOrder): TimeStyle | null {
  const cells = column.filter((cell) => !isMissing(cell))
  const orders: readonly DateOrder[] = said === undefined ? ['ymd', 'dmy', 'mdy'] : [said]
  // A year or an epoch number in front leaves nothing open.
  const [first = 'ymd'] = orders
  const plain = readWith(cells, first, true)
  const isPlain = first === 'ymd' && plain.values.length === cells.length
  const quick = isPlain ? [plain] : orders.map((order) => readWith(cells, order, true))
  const loose = quick.some(({ values }) => values.length === cells.length)
    ? []
    : orders.map((order) => readWith(cells, order, false))
  const readings = [...quick, ...loose].toSorted((a, b) => b.values.length - a.values.length)
  const [best] = readings
  if (best === undefined || best.values.length === 0) return null
  // Where months have names or years come first, it does not matter which of the others is second.
  const isSameAnyway = readings.some(
    ({ order, values }) =>
      order !== best.order &&
      values.length === best.values.length &&
      values.every((value, i) => value === best.values[i]),
  )
  const rivals = readings.filter(
    ({ order, values }) =>
      order !== best.order &&
      values.length === best.values.length &&
      values.some((value, i) => value !== best.values[i]),
  )
  const styled = (reading: Reading, isUndecided: boolean, because: string): TimeStyle => ({
    order: reading.order,
    quick: reading.quick,
    hasSeconds: false,
    shape: reading.shape,
    form: [...reading.forms].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'date',
    readable: reading.values.length / cells.length,
    consistent: mostOfOneForm(reading) / cells.length,
    distinct: new Set(reading.values).size / reading.values.length,
    isUndecided,
    because,
  })
  if (said !== undefined) return styled(best, false, 'it was said at the import')
  if (isSameAnyway) return styled({ ...best, order: 'ymd' }, false, EVERY_ROW)
  if (rivals.length === 0) return styled(best, false, becauseOf(best))
  const all = [best, ...rivals]
  const regular = all.find((one) => all.every((other) => other === one || moreRegular(one, other) === one))
  if (regular !== undefined) return styled(regular, false, 'only so the candles follow each other regularly')
  const dotted = cells.every(isDotted) ? all.find(({ order }) => order === 'dmy') : undefined
  if (dotted !== undefined) return styled(dotted, false, 'dates with points in them begin with the day')
  return styled(best, true, 'both readings of day and month are possible')
}

/** `04.03.2024`: no country that writes points puts the month first. */
const isDotted = (cell: string): boolean => /^\d{1,2}\.\d{1,2}\.\d{4}(\D|$)/.test(cell)

/** Whether cells are times of day alone; which reader takes them. */
export function recogniseClock(
  all: readonly string[],
): { readonly quick: boolean; readonly hasSeconds: boolean } | null {
  const cells = all.filter((cell) => !isMissing(cell))
  const isEnough = (count: number) => cells.length > 0 && count >= 0.9 * cells.length
  const reader = new TimeReader()
  const quick = cells.filter((cell) => {
    const bytes = ended(cell)
    return reader.readClock(bytes, 0) === bytes.length - 1
  })
  if (quick.length === cells.length && cells.length > 0) return { quick: true, hasSeconds: true }
  const hasSeconds = cells.some((cell) => cell.length > 4 && !cell.includes(':'))
  const loose = new LooseTime('ymd', hasSeconds)
  return isEnough(cells.filter((cell) => loose.readClock(cell)).length) ? { quick: false, hasSeconds } : null
}

function readWith(cells: readonly string[], order: DateOrder, quick: boolean): Reading {
  if (!quick) return readLoosely(cells, order)
  const values: number[] = []
  const forms = new Map<Form, number>()
  const reader = new TimeReader(order)
  for (const cell of cells) {
    const bytes = ended(cell)
    if (reader.read(bytes, 0) !== bytes.length - 1) continue
    values.push(reader.value)
    forms.set(reader.form, (forms.get(reader.form) ?? 0) + 1)
  }
  return { order, quick, shape: null, values, forms }
}

/** The cells of the shape that most have. */
function readLoosely(cells: readonly string[], order: DateOrder): Reading {
  const shapes = new Map<string, { values: number[]; forms: Map<Form, number> }>()
  const reader = new LooseTime(order)
  for (const cell of cells) {
    if (!reader.read(cell)) continue
    const found = shapes.get(reader.shape) ?? { values: [], forms: new Map<Form, number>() }
    shapes.set(reader.shape, found)
    found.values.push(reader.value)
    found.forms.set(reader.form, (found.forms.get(reader.form) ?? 0) + 1)
  }
  const [most] = [...shapes].toSorted(([, a], [, b]) => b.values.length - a.values.length)
  if (most === undefined) return { order, quick: false, shape: null, values: [], forms: new Map() }
  return { order, quick: false, shape: most[0], ...most[1] }
}

/** Dates count as midnights. */
const mostOfOneForm = ({ forms }: Reading): number => {
  const midnights = (forms.get('date') ?? 0) + (forms.get('naive') ?? 0)
  return Math.max(midnights, ...forms.values())
}

/** With the line feed that a reader of bytes needs behind it. */
const ended = (cell: string): Uint8Array => Buffer.from(`${cell}\n`)

const becauseOf = ({ order }: Reading): string =>
  order === 'ymd' ? EVERY_ROW : 'read the other way round, some rows would name a month above twelve'

/** How much more regular one reading has to be than the other, in shares of all steps. */
const CLEARLY = 0.2
/** Within the day: how many steps the wrong reading breaks for each that the right one does. */
const TIMES_BROKEN = 3
const FEW_WEEKENDS = 0.02
const SOME_WEEKENDS = 0.1

function moreRegular(a: Reading, b: Reading): Reading | null {
  const [stepsA, stepsB] = [stepsIn(a.values), stepsIn(b.values)]
  const monthly = isMonthly(a.values) || isMonthly(b.values)
  if (!monthly && Math.abs(stepsA.regular - stepsB.regular) >= CLEARLY) {
    return stepsA.regular > stepsB.regular ? a : b
  }
  // Every new day is a jump where day and month are swapped.
  if (Math.abs(stepsA.usual) < DAY && Math.abs(stepsB.usual) < DAY) {
    if (stepsB.broken >= TIMES_BROKEN && stepsB.broken >= TIMES_BROKEN * stepsA.broken) return a
    if (stepsA.broken >= TIMES_BROKEN && stepsA.broken >= TIMES_BROKEN * stepsB.broken) return b
  }
  const [restA, restB] = [weekends(a.values), weekends(b.values)]
  if (restA <= FEW_WEEKENDS && restB >= SOME_WEEKENDS) return a
  if (restB <= FEW_WEEKENDS && restA >= SOME_WEEKENDS) return b
  return null
}

/** The most frequent step, how many are otherwise, and the share of those that are not. */
function stepsIn(values: readonly number[]): { usual: number; broken: number; regular: number } {
  const counts = new Map<number, number>()
  for (let i = 1; i < values.length; i++) {
    const step = (values[i] ?? 0) - (values[i - 1] ?? 0)
    counts.set(step, (counts.get(step) ?? 0) + 1)
  }
  const [usual, count] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [0, 0]
  const steps = Math.max(1, values.length - 1)
  return { usual, broken: steps - count, regular: count / steps }
}

function isMonthly(values: readonly number[]): boolean {
  return values.every((value, i) => {
    const days = i === 0 ? 30 : Math.abs(value - (values[i - 1] ?? 0)) / DAY
    return days >= 28 && days <= 31
  })
}

/** 1970-01-01 was a Thursday. */
const weekends = (values: readonly number[]): number =>
  values.filter((value) => [2, 3].includes(((Math.floor(value / DAY) % 7) + 7) % 7)).length /
  Math.max(1, values.length)
