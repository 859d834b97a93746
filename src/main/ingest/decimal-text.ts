/** Whole numbers of 10^-decimals: their powers, and their exact digits as text. */

/** 10^0 … 10^18, each exact in a double. */
export const POWERS: Float64Array = Float64Array.from({ length: 19 }, (_, power) => Number(`1e${power}`))
export const MOST_DECIMALS = 18

/** `12345` with 2 decimals is `123.45`; always that many decimals. */
export function decimalText(units: number | bigint, decimals: number): string {
  const text = String(units)
  if (decimals === 0) return text
  const sign = text.startsWith('-') ? '-' : ''
  const digits = text.slice(sign.length).padStart(decimals + 1, '0')
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

export interface Decimal {
  readonly units: bigint
  readonly decimals: number
}

/**
 * The number that a cell says, digit by digit: `-?\d+(\.\d+)?([eE][+-]?\d+)?` and nothing else.
 * Trailing zeros of the fraction are dropped, so `1.50` and `1.5` are one number.
 */
export function exactDecimal(text: string): Decimal | null {
  let at = text.startsWith('-') ? 1 : 0
  const wholeFrom = at
  while (isDigit(text, at)) at++
  const whole = text.slice(wholeFrom, at)
  if (whole === '') return null
  let fraction = ''
  if (text[at] === '.') {
    const from = ++at
    while (isDigit(text, at)) at++
    fraction = text.slice(from, at)
    if (fraction === '') return null
  }
  let exponent = 0
  if (text[at] === 'e' || text[at] === 'E') {
    at++
    const down = text[at] === '-'
    if (down || text[at] === '+') at++
    const from = at
    while (isDigit(text, at)) at++
    if (at === from || at - from > 3) return null
    exponent = Number(text.slice(from, at)) * (down ? -1 : 1)
  }
  if (at !== text.length || exponent > 30) return null
  const units = BigInt(whole + fraction) * (wholeFrom === 1 ? -1n : 1n)
  const decimals = fraction.length - exponent
  return decimals < 0 ? { units: units * 10n ** BigInt(-decimals), decimals: 0 } : stripped(units, decimals)
}

function stripped(units: bigint, decimals: number): Decimal {
  if (units === 0n) return { units, decimals: 0 }
  let kept = decimals
  let shorter = units
  while (kept > 0 && shorter % 10n === 0n) {
    shorter /= 10n
    kept--
  }
  return { units: shorter, decimals: kept }
}

export function sumOf(a: Decimal, b: Decimal): Decimal {
  const decimals = Math.max(a.decimals, b.decimals)
  const scaled = ({ units, decimals: own }: Decimal) => units * 10n ** BigInt(decimals - own)
  return stripped(scaled(a) + scaled(b), decimals)
}

/** Exchanges publish at most so many decimals; more, with more digits than a double holds, are noise. */
const EXCHANGE_DECIMALS = 8
const NOISY_FROM = 10n ** 15n
const KEPT_DIGITS = 10

/**
 * Spreadsheets and data frames print binary fractions to the last bit: `0.17600000000000002`. Such
 * a number is rounded, half to even, to 8 decimals or 10 digits, whichever is finer; null where it
 * is no such number.
 */
export function withoutNoise({ units, decimals }: Decimal): Decimal | null {
  if (decimals <= EXCHANGE_DECIMALS || units < NOISY_FROM) return null
  const digits = String(units).length
  const kept = Math.max(EXCHANGE_DECIMALS, decimals - digits + KEPT_DIGITS)
  const power = 10n ** BigInt(decimals - kept)
  const lower = units / power
  const rest = 2n * (units - lower * power)
  const up = rest > power || (rest === power && lower % 2n === 1n)
  return stripped(up ? lower + 1n : lower, kept)
}

const isDigit = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}
