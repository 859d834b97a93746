/**
 * What the columns of a file mean, by their names in the languages that exports come in. An exact
 * name beats one with a unit behind it, and `adj close`, `close time` or `open interest` are never
 * taken for the plain field.
 */
import type { ColumnField } from '../../../shared/dataset.ts'

export type Field = ColumnField

export interface Header {
  readonly names: readonly string[]
  /** The cell of each field that was found, from 0; times are in `times`. */
  readonly cells: ReadonlyMap<Field, number>
  /** Cells that may hold the time, by their names, best first. */
  readonly times: readonly number[]
  /** Prices that no column has. */
  readonly missing: readonly Field[]
  /** A field that two columns claim with the same name. */
  readonly twice: Field | null
  /** A second volume, of ticks, for files whose first one is always zero. */
  readonly tickVolume: number | null
  /** The cell of volume at falling prices, where `volume` holds only that at rising ones. */
  readonly downVolume: number | null
  /** How many columns have a name that means something here. */
  readonly known: number
  /** Prices are called by another language than English, as their decimal mark may be. */
  readonly isForeign: boolean
}

/** Several names in one string; a bar stands between them. */
const list = (names: string): string[] => names.split('|')

/** Names of a candle's beginning come first: files that have them stamp something else besides. */
const START_NAMES = list(
  'timeopen|open time|opentime|start at|start time|starttime|' +
    'window start|ts event|begin|begin time|time period start',
)
const DATE_NAMES = list(
  'date|datum|data|fecha|dtyyyymmdd|day|trade date|trading date|tradedate|tarih|дата|日期|日付|일자',
)
const CLOCK_NAMES = new Set(list('time|zeit|uhrzeit|heure|hora|ora|czas|godzina|timestamp'))
const TIME_NAMES = [
  ...START_NAMES,
  ...list('unix|unix timestamp|unixtime|epoch|ts|time utc|timestamp utc|datetime utc'),
  ...list('time|timestamp|datetime|date time|date/time|gmt time|utc time|utc|local time'),
  ...list('datum zeit|datum/zeit|date heure|fecha hora|fecha/hora|data ora|data hora'),
  ...list('snapped at|bar time|candle time|zeit|zeitstempel|heure|hora|ora|czas'),
  ...DATE_NAMES,
]

interface Names {
  readonly english: readonly string[]
  readonly others: readonly string[]
}
type Named = 'open' | 'high' | 'low' | 'close' | 'volume' | 'symbol' | 'zone'
const NAMES: Record<Named, Names> = {
  open: {
    english: list('open|open price|opening price|price open|px open|first|opening'),
    others: list(
      'eroffnung|eroeffnung|eroffn|eroffnungskurs|erster|ouverture|ouv|apertura|abertura|otwarcie|' +
        'openen|openingskoers|oppning|opningskurs|acılıs|открытие|开盘|开盘价|開盤|始値|시가',
    ),
  },
  high: {
    english: list('high|high price|price high|px high|highest'),
    others: list(
      'hoch|hochst|hochstkurs|hochster|tageshoch|haut|plus haut|+ haut|mas alto|mais alto|' +
        'maximo|maxima|max|massimo|najwyzszy|maks|hoog|hogsta|hoyeste|yuksek|максимум|' +
        '最高|最高价|高値|고가',
    ),
  },
  low: {
    english: list('low|low price|price low|px low|lowest'),
    others: list(
      'tief|tiefst|tiefstkurs|tiefster|tagestief|bas|plus bas|+ bas|mas bajo|mais baixo|' +
        'minimo|minima|min|najnizszy|laag|lagsta|laveste|dusuk|минимум|最低|最低价|安値|저가',
    ),
  },
  close: {
    english: list(
      'close|close price|closing price|price close|px close|last|close/last|ltp|price|last price|' +
        'settle|settlement|settlement price',
    ),
    others: list(
      'schluss|schlusskurs|letzter|zuletzt|cloture|dernier|fermeture|cierre|ultimo|chiusura|' +
        'fechamento|zamkniecie|ostatnio|kurs|sluiten|slot|slotkoers|stangning|simdi|kapanis|закрытие|' +
        '收盘|收盘价|收盤|終値|종가',
    ),
  },
  volume: {
    english: list(
      'volume|vol|tick volume|tickvol|volumefrom|base volume|total volume|volume traded|trade volume|up',
    ),
    others: list(
      'volumen|wolumen|wol|stucke|stuecke|umsatz|quantite|volym|hacim|hac|объем|成交量|出来高|거래량',
    ),
  },
  symbol: { english: list('symbol|ticker|instrument|instrument name|pair|contract|market'), others: [] },
  zone: { english: list('timezone|time zone|tz|zone'), others: [] },
}
/** Letters alone mean prices only where all four are there. */
const LETTERS = [
  ['open', 'o'],
  ['high', 'h'],
  ['low', 'l'],
  ['close', 'c'],
  ['volume', 'v'],
] as const
const TICK_VOLUMES = new Set(['tick volume', 'tickvol'])
export const PRICES = ['open', 'high', 'low', 'close'] as const

export function readHeader(names: readonly string[]): Header {
  const plain = names.map(plainName)
  const cells = new Map<Field, number>()
  for (const field of [...PRICES, 'volume', 'symbol', 'zone'] as const) {
    const cell = cellOf(plain, field)
    if (cell >= 0) cells.set(field, cell)
  }
  if (LETTERS.slice(0, 4).every(([, letter]) => plain.includes(letter))) {
    for (const [field, letter] of LETTERS) if (plain.includes(letter)) cells.set(field, plain.indexOf(letter))
  }
  const base = baseVolume(plain)
  if (base !== null) cells.set('volume', base)
  const nameAt = (cell: number | undefined): string => plain[cell ?? -1] ?? ''
  const down = plain.indexOf('down')
  if (nameAt(cells.get('volume')) === 'up' && down < 0) cells.delete('volume')
  const isTwice = (name: string) => name !== '' && plain.indexOf(name) !== plain.lastIndexOf(name)
  const times = timesAmong(plain)
  const [twice = null] =
    [...cells].find(([, cell]) => isTwice(nameAt(cell))) ??
    (isTwice(nameAt(times[0])) ? ['time' as const] : [])
  const ticks = plain.findIndex((name) => TICK_VOLUMES.has(name))
  return {
    names,
    cells,
    times,
    missing: PRICES.filter((field) => !cells.has(field)),
    twice,
    tickVolume: ticks < 0 || ticks === cells.get('volume') ? null : ticks,
    downVolume: nameAt(cells.get('volume')) === 'up' ? down : null,
    known: cells.size + Math.min(1, times.length),
    isForeign: PRICES.some((field) => NAMES[field].others.includes(nameAt(cells.get(field)))),
  }
}

const QUOTE_NAME = /^(bid|ask|offer) ?(price|px|volume|vol|size|qty|quantity)?$/

/** Bid and ask, and no high that a candle would have. */
export function namesQuotes(names: readonly string[]): boolean {
  const plain = names.map(plainName)
  return plain.some((name) => QUOTE_NAME.test(name)) && !plain.some((name) => name.includes('high'))
}

/** A name that says what zone its times are in. */
export const saysUtc = (name: string): boolean => {
  const words = plainName(name).split(' ')
  return words.includes('utc') || words.includes('gmt')
}

/** Whether a name may stand over a time of day alone, or over the beginning of a candle. */
export const isClockName = (name: string): boolean => CLOCK_NAMES.has(plainName(name))
export const isStartName = (name: string): boolean => START_NAMES.includes(plainName(name))

function timesAmong(plain: readonly string[]): number[] {
  const named = TIME_NAMES.filter((name) => plain.includes(name)).map((name) => plain.indexOf(name))
  // A data frame leaves the name of its index empty; beside a named time the index only counts rows.
  return named.length === 0 && plain[0] === '' ? [0] : [...new Set(named)]
}

function cellOf(plain: readonly string[], field: Named): number {
  const { english, others } = NAMES[field]
  const exact = [...english, ...others].find((name) => plain.includes(name))
  return exact === undefined ? plain.findIndex((name) => isWithUnit(name, field)) : plain.indexOf(exact)
}

/** Money that prices are quoted in, and so no unit of what is traded. */
const MONEY = new Set(list('usd|usdt|usdc|busd|eur|gbp|jpy|krw|try|brl|aud|cad|chf|cny|inr|pln'))

/** `volume btc, volume`: the traded units, and behind them the money they cost. */
function baseVolume(plain: readonly string[]): number | null {
  const [cell, next] = [plain.findIndex((name) => isWithUnit(name, 'volume')), plain.indexOf('volume')]
  const unit = (plain[cell] ?? '').slice('volume '.length)
  return cell >= 0 && cell < next && !MONEY.has(unit) ? cell : null
}

/** `Volume BTC`, `Volume_(BTC)`, `Open (USD)`: the plain name and a unit, nothing with another meaning. */
function isWithUnit(name: string, field: Field): boolean {
  if (!name.startsWith(`${field} `)) return false
  const unit = name.slice(field.length + 1)
  if (unit.startsWith('(') && unit.endsWith(')')) return unit.length <= 12
  return field === 'volume' && unit.length >= 3 && unit.length <= 5 && !unit.includes(' ')
}

/** A number that only counts the names. */
export const NUMBERED = /^\d{1,2}[.)] (?=[a-z])/i

/** Lower case, single blanks, without `<>`, accents and a last dot: `<OPEN>`, `Open` and ` open_` are one. */
export function plainName(name: string): string {
  let text = name.trim()
  if (text.startsWith('<') && text.endsWith('>')) text = text.slice(1, -1)
  // `1. open`
  text = text.replace(NUMBERED, '')
  let plain = ''
  for (const character of text.toLowerCase().replaceAll('_', ' ').replaceAll('(', ' (').normalize('NFD')) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0x300 && code < 0x370) continue
    plain += character === 'ß' ? 'ss' : character === 'ł' ? 'l' : character
  }
  const words = plain.split(' ').filter((word) => word !== '')
  const joined = words.join(' ')
  return joined.endsWith('.') ? joined.slice(0, -1) : joined
}
