/**
 * Numbers and times as the window writes them, the same on every machine: comma groups, U+2212
 * for minus, a narrow space before a unit, UTC. Nothing here asks the machine for its locale.
 */
import { METRICS, type Absence, type MetricName, type MetricValue } from '../../shared/metrics.ts'

const MINUS = '\u2212'
const NARROW = '\u202f'
/** What stands where a number does not exist. */
export const NONE = '\u2013'

/** A decimal text as it is, grouped: its digits are exact and none is added or lost. */
export function decimal(text: string): string {
  const negative = text.startsWith('-')
  const [whole = '', rest] = (negative ? text.slice(1) : text).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${negative ? MINUS : ''}${grouped}${rest === undefined ? '' : `.${rest}`}`
}

export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals)
  // toFixed says "-0.00" for a hair below nothing; a trader would read a loss into it.
  return decimal(/[1-9]/.test(text) ? text : text.replace('-', ''))
}

const sign = (text: string): string => (text.startsWith(MINUS) || !/[1-9]/.test(text) ? text : `+${text}`)

export const money = (value: number): string => fixed(value, 2)
export const signedMoney = (value: number): string => sign(fixed(value, 2))
export const count = (value: number): string => fixed(value, 0)
export const ratio = (value: number): string => fixed(value, 2)
export const signed = (value: number, decimals = 2): string => sign(fixed(value, decimals))
/** A percent number: 8.1 is "8.1 %". */
export const percent = (value: number, decimals = 1): string => `${fixed(value, decimals)}${NARROW}%`
export const signedPercent = (value: number, decimals = 1): string =>
  `${sign(fixed(value, decimals))}${NARROW}%`
/** A fraction: 0.081 is "8.1 %". */
export const fraction = (value: number, decimals = 1): string => percent(value * 100, decimals)
/** Signed decimal text, such as the result of a trade. */
export const signedDecimal = (text: string): string => sign(decimal(text))

/** `2017-03-01` */
export const day = (time: number): string => new Date(time).toISOString().slice(0, 10)
/** `2017-03-01 04:00`, with seconds only where there are any. */
export function moment(time: number): string {
  const iso = new Date(time).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, iso.slice(17, 19) === '00' ? 16 : 19)}`
}
/** An ISO time of an artifact, as `moment`. */
export const momentOf = (iso: string): string => moment(Date.parse(iso))

/** Days where the candles are days or longer, minutes where they are shorter. */
export const candleTime = (time: number, timeframe: string): string =>
  /[dwo]$/.test(timeframe) ? day(time) : moment(time)

const SPANS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
]
/** `3 d 4 h`: the two largest units, enough to judge a gap by. */
export function span(ms: number): string {
  const parts: string[] = []
  let left = Math.round(ms / 1000) * 1000
  for (const [size, unit] of SPANS) {
    const many = Math.floor(left / size)
    left -= many * size
    if (many > 0) parts.push(`${count(many)}${NARROW}${unit}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.length === 0 ? `0${NARROW}s` : parts.join(' ')
}

export function bytes(value: number): string {
  if (value < 1000) return `${count(value)}${NARROW}B`
  if (value < 1e6) return `${fixed(value / 1e3, 1)}${NARROW}kB`
  if (value < 1e9) return `${fixed(value / 1e6, 1)}${NARROW}MB`
  return `${fixed(value / 1e9, 2)}${NARROW}GB`
}

/** `just now`, `12 min ago`, then the day. */
export function ago(time: number, now: number): string {
  const past = now - time
  if (past < 60_000) return 'just now'
  if (past < 3_600_000) return `${Math.floor(past / 60_000)} min ago`
  if (past < 86_400_000) return `${Math.floor(past / 3_600_000)} h ago`
  return day(time)
}

export const plural = (many: number, one: string, several = `${one}s`): string =>
  `${count(many)} ${many === 1 ? one : several}`

/** `fast 10 · slow 30` */
export const parameters = (params: { readonly [name: string]: number | string | boolean }): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${typeof value === 'number' ? decimal(String(value)) : String(value)}`)
    .join(' · ')

/** Which way a number points, for its colour; nothing is neither. */
export const tone = (value: number | null): 'profit' | 'loss' | '' =>
  value === null || value === 0 ? '' : value > 0 ? 'profit' : 'loss'

export function metric(name: MetricName, figure: MetricValue): string {
  if (figure.value === null) return NONE
  const { value } = figure
  switch (METRICS[name].unit) {
    case 'money':
      return name === 'netProfit' ? signedMoney(value) : money(value)
    case 'percent':
      return name === 'netProfitPct' || name === 'benchmarkReturnPct'
        ? signedPercent(value, 2)
        : percent(value, 2)
    case 'fraction':
      return name === 'cagr' ? signedPercent(value * 100) : fraction(value)
    case 'ratio':
      return ratio(value)
    case 'count':
      return count(value)
    case 'days':
      return `${fixed(value, 1)}${NARROW}d`
    case 'bps':
      return `${fixed(value, 1)}${NARROW}bps`
  }
}

/** Why there is no number, in words. */
export const ABSENT: Record<Absence, string> = {
  NO_TRADES: 'No trade was closed.',
  NO_LOSSES: 'No trade lost.',
  NO_WINS: 'No trade won.',
  NO_STOPS: 'The strategy sets no stops, so there is no initial risk.',
  ZERO_VARIANCE: 'The results do not vary.',
  TOO_FEW_PERIODS: 'There are too few sessions to measure this.',
  TOO_SHORT_TO_ANNUALISE: 'The window is too short to speak of a year.',
  NON_POSITIVE_EQUITY: 'Equity reached zero.',
  NO_DRAWDOWN: 'Equity never fell.',
  RUN_FAILED: 'The run failed before it could be measured.',
}
