/**
 * What the columns of a file mean, by their names. An exact name beats one with a unit behind it,
 * and `adj close`, `close time` or `open interest` are never taken for the plain field.
 */
export type Field = 'time' | 'date' | 'clock' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'symbol'

export interface Header {
  /** The cell of each field that was found, from 0. */
  readonly cells: ReadonlyMap<Field, number>
  readonly names: readonly string[]
  /** Required fields that no column has. */
  readonly missing: readonly Field[]
  /** A field that two columns claim with the same name. */
  readonly twice: Field | null
  /** A second volume, of ticks, for files whose first one is always zero. */
  readonly tickVolume: number | null
  /** The time column's own name says that it is UTC. */
  readonly utc: boolean
}

/** Best first. `timeopen` is before `timestamp` because files that have both stamp the latter at the end. */
const TIME_NAMES = [
  'timeopen',
  'open time',
  'opentime',
  'time',
  'timestamp',
  'datetime',
  'date time',
  'date',
  'gmt time',
  'utc time',
  'timestamp utc',
  'datetime utc',
  'time utc',
  'start at',
  'start time',
  'starttime',
  'window start',
  'ts event',
  'unix',
  'unix timestamp',
]
const TICK_VOLUMES = ['tick volume', 'tickvol']
const NAMES: Record<'open' | 'high' | 'low' | 'close' | 'volume' | 'symbol', readonly string[]> = {
  open: ['open', 'open price', 'opening price', 'o'],
  high: ['high', 'high price', 'h'],
  low: ['low', 'low price', 'l'],
  close: ['close', 'close price', 'closing price', 'last', 'close/last', 'c', 'ltp', 'price'],
  volume: ['volume', 'vol', 'vol.', ...TICK_VOLUMES, 'volumefrom', 'base volume', 'v'],
  symbol: ['symbol', 'ticker', 'instrument', 'instrument name', 'pair'],
}
const REQUIRED = ['open', 'high', 'low', 'close'] as const

export function readHeader(names: readonly string[]): Header {
  const plain = names.map(plainName)
  const cells = new Map<Field, number>(timeCells(plain))
  for (const field of [...REQUIRED, 'volume', 'symbol'] as const) {
    const cell = cellOf(plain, field)
    if (cell >= 0) cells.set(field, cell)
  }
  const nameAt = (cell: number | undefined): string => plain[cell ?? -1] ?? ''
  const isTwice = (name: string) => name !== '' && plain.indexOf(name) !== plain.lastIndexOf(name)
  const [twice = null] = [...cells].find(([, cell]) => isTwice(nameAt(cell))) ?? []
  const ticks = plain.findIndex((name) => TICK_VOLUMES.includes(name))
  const missing: Field[] = REQUIRED.filter((field) => !cells.has(field))
  if (!cells.has('time') && !cells.has('date')) missing.unshift('time')
  const words = nameAt(cells.get('time')).split(' ')
  return {
    cells,
    names,
    missing,
    twice,
    tickVolume: ticks < 0 || ticks === cells.get('volume') ? null : ticks,
    utc: words.includes('utc') || words.includes('gmt'),
  }
}

function timeCells(plain: readonly string[]): [Field, number][] {
  const date = plain.indexOf('date')
  const clock = plain.indexOf('time')
  if (date >= 0 && clock >= 0) {
    return [
      ['date', date],
      ['clock', clock],
    ]
  }
  const named = TIME_NAMES.find((name) => plain.includes(name))
  if (named !== undefined) return [['time', plain.indexOf(named)]]
  // A data frame leaves the name of its index empty; beside a named time the index only counts rows.
  return plain[0] === '' ? [['time', 0]] : []
}

function cellOf(plain: readonly string[], field: keyof typeof NAMES): number {
  const exact = NAMES[field].find((name) => plain.includes(name))
  return exact === undefined ? plain.findIndex((name) => isWithUnit(name, field)) : plain.indexOf(exact)
}

/** `Volume BTC`, `Volume_(BTC)`, `Open (USD)`: the plain name and a unit, nothing with another meaning. */
function isWithUnit(name: string, field: Field): boolean {
  if (!name.startsWith(`${field} `)) return false
  const unit = name.slice(field.length + 1)
  if (unit.startsWith('(') && unit.endsWith(')')) return unit.length <= 12
  return field === 'volume' && unit.length >= 3 && unit.length <= 5 && !unit.includes(' ')
}

/** Lower case, single blanks, without `<>`: `<OPEN>`, `Open` and ` open_` are one name. */
function plainName(name: string): string {
  let text = name.trim()
  if (text.startsWith('<') && text.endsWith('>')) text = text.slice(1, -1)
  return text
    .toLowerCase()
    .replaceAll('_', ' ')
    .split(' ')
    .filter((word) => word !== '')
    .join(' ')
}
