/** How files of a folder were read the last time, so that the next one of them need not be explained. */
import type { Client } from '../../shared/contract.ts'
import {
  COLUMN_FIELDS,
  DATE_ORDERS,
  DECIMAL_MARKS,
  DELIMITERS,
  type ImportSettings,
  STAMPS,
} from '../../shared/dataset.ts'
import type { GivenFile } from './imports.ts'

interface Habit {
  readonly folder: string
  readonly settings: ImportSettings
}

const NAME = 'folders'
/** What one preference may hold. */
const LONGEST = 4096

/** Null where the host hands over content alone, and nobody knows where it lies. */
export function folderOf(given: GivenFile): string | null {
  if (given.is !== 'path') return null
  const end = Math.max(given.path.lastIndexOf('/'), given.path.lastIndexOf('\\'))
  return end < 0 ? null : given.path.slice(0, Math.max(end, 1))
}

export async function habitOf(client: Client, folder: string): Promise<ImportSettings | null> {
  return (await habits(client)).find((habit) => habit.folder === folder)?.settings ?? null
}

/** Keeps what holds for a whole folder: a symbol and repairs belong to one file. */
export async function keepHabit(client: Client, folder: string, settings: ImportSettings): Promise<void> {
  const { symbol: _, repair: __, ...common } = settings
  const others = (await habits(client)).filter((habit) => habit.folder !== folder)
  const all = [{ folder, settings: common }, ...others]
  // The folder that was not used for the longest time is forgotten first.
  while (JSON.stringify(all).length > LONGEST && all.length > 0) all.pop()
  await client.ask('preference.write', { name: NAME, value: JSON.stringify(all) })
}

async function habits(client: Client): Promise<readonly Habit[]> {
  const { preferences } = await client.ask('preference.list', {})
  return habitsIn(preferences[NAME] ?? '[]')
}

function habitsIn(text: string): readonly Habit[] {
  let kept: unknown
  try {
    kept = JSON.parse(text)
  } catch {
    return []
  }
  if (!Array.isArray(kept)) return []
  return kept.flatMap((habit: unknown) => {
    const { folder, settings } = record(habit)
    return typeof folder === 'string' ? [{ folder, settings: settingsIn(record(settings)) }] : []
  })
}

/** What another version may have kept is taken as far as it means something here. */
function settingsIn(kept: Fields): ImportSettings {
  const { timezone, timeframe } = kept
  const delimiter = oneOf(DELIMITERS, kept['delimiter'])
  const decimal = oneOf(DECIMAL_MARKS, kept['decimal'])
  const dateOrder = oneOf(DATE_ORDERS, kept['dateOrder'])
  const stamp = oneOf(STAMPS, kept['stamp'])
  const columns = Object.entries(record(kept['columns'])).flatMap(([field, column]) => {
    const known = oneOf(COLUMN_FIELDS, field)
    return known !== undefined && typeof column === 'number' ? [[known, column] as const] : []
  })
  return {
    ...(typeof timezone === 'string' ? { timezone } : {}),
    ...(typeof timeframe === 'string' && isTimeframe(timeframe) ? { timeframe } : {}),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(stamp === undefined ? {} : { stamp }),
    ...(columns.length === 0 ? {} : { columns: Object.fromEntries(columns) }),
  }
}

interface Fields {
  readonly [name: string]: unknown
}

const record = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {})
const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined =>
  all.find((one) => one === value)

export const isTimeframe = (text: string): text is NonNullable<ImportSettings['timeframe']> =>
  /^[1-9]\d{0,3}(s|m|h|d|w|mo)$/.test(text)
