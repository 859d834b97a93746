/**
 * Decimal numbers as scaled integers: 12.5 with 8 decimals is 1250000000n. Every rounding of the
 * engine is one of the functions here, called at a place that has a name.
 */
export const MONEY_DECIMALS = 8
export const QUANTITY_DECIMALS = 8
/** Basis points and shares of equity, as a person types them. */
export const RATE_DECIMALS = 8

const POWERS = Array.from({ length: 40 }, (_, power) => 10n ** BigInt(power))
export const tenTo = (power: number): bigint => POWERS[power] ?? 10n ** BigInt(power)

/** Up to here doubles count every whole number. */
export const MOST_NUMBER = Number.MAX_SAFE_INTEGER
const BIG_MOST_NUMBER = BigInt(MOST_NUMBER)
const MOST_NUMBER_DECIMALS = 15
const UNITS = Array.from({ length: MOST_NUMBER_DECIMALS + 1 }, (_, power) => Number(tenTo(power)))

/** The same as a double; beyond 22 it is the nearest one. */
export const unitOf = (power: number): number => UNITS[power] ?? Number(tenTo(power))

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/** Decimal text as an integer of 10^-decimals; null where it is no decimal, or finer than that. */
export function readDecimal(text: string, decimals: number): bigint | null {
  const [, minus, whole, fraction = ''] = DECIMAL.exec(text) ?? []
  if (whole === undefined) return null
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > decimals) return null
  const value = BigInt(whole + digits.padEnd(decimals, '0'))
  return minus === '-' ? -value : value
}

/** The shortest decimal text of an integer of 10^-decimals: no exponent, no zeros to trim, no "-0". */
export function textOf(value: bigint, decimals: number): string {
  if (value < 0n) return `-${textOf(-value, decimals)}`
  if (value <= BIG_MOST_NUMBER && decimals <= MOST_NUMBER_DECIMALS)
    return textOfWhole(Number(value), decimals)
  const digits = value.toString().padStart(decimals + 1, '0')
  const point = digits.length - decimals
  let end = digits.length
  while (end > point && digits.endsWith('0', end)) end -= 1
  return end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`
}

/**
 * The same of a whole number that is not negative. A full journal writes millions of these, and two
 * small numbers become text many times faster than one large one.
 */
export function textOfWhole(value: number, decimals: number): string {
  if (!Number.isSafeInteger(value) || decimals > MOST_NUMBER_DECIMALS) return textOf(BigInt(value), decimals)
  let unit = UNITS[decimals] ?? 1
  const whole = Math.floor(value / unit)
  let rest = value - whole * unit
  if (rest === 0) return String(whole)
  if (decimals <= 9) {
    // Both fit 32 bits, in which dividing is quickest.
    let small = rest | 0
    let step = unit | 0
    for (; small % 10 === 0; step = (step / 10) | 0) small = (small / 10) | 0
    return `${whole}.${String(step + small).slice(1)}`
  }
  for (; rest % 10 === 0; unit /= 10) rest /= 10
  // One digit more than the fraction has keeps its leading zeros.
  return `${whole}.${String(unit + rest).slice(1)}`
}

/** Quotient rounded to the nearest integer, a tie to the even one. The divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const floor = floorDivide(dividend, divisor)
  const twice = 2n * (dividend - floor * divisor)
  if (twice === divisor) return floor % 2n === 0n ? floor : floor + 1n
  return twice > divisor ? floor + 1n : floor
}

/** The largest multiple of a positive increment that is not above the value. */
export const roundDown = (value: bigint, increment: bigint): bigint =>
  floorDivide(value, increment) * increment

/** The smallest multiple of a positive increment that is not below the value. */
export const roundUp = (value: bigint, increment: bigint): bigint => divideUp(value, increment) * increment

/**
 * The same of whole doubles, such as prices in ticks: the multiple of a step at or below, or above. Exact
 * below 2^53, where a quotient is never rounded to a whole number that it is not.
 */
export const downTo = (ticks: number, step: number): number => Math.floor(ticks / step) * step
export const upTo = (ticks: number, step: number): number => Math.ceil(ticks / step) * step

/** The smallest integer that is not below the quotient. The divisor is positive. */
export function divideUp(dividend: bigint, divisor: bigint): bigint {
  const cut = dividend / divisor
  return dividend > 0n && cut * divisor !== dividend ? cut + 1n : cut
}

/** BigInt division cuts towards zero; this goes down. */
export function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const cut = dividend / divisor
  return dividend < 0n && cut * divisor !== dividend ? cut - 1n : cut
}

/** The double nearest to a quotient of positive integers, as one IEEE division would round it. */
export function nearestDouble(dividend: bigint, divisor: bigint): number {
  const size = dividend.toString(2).length - divisor.toString(2).length
  // 64 bits or more of quotient, the last of which tells whether anything is left: then the one
  // rounding of Number() is the right one.
  const shift = Math.max(0, 64 - size)
  const shifted = dividend << BigInt(shift)
  const quotient = shifted / divisor
  const sticky = quotient * divisor === shifted ? quotient : quotient | 1n
  return Number(sticky) / Number(1n << BigInt(shift))
}
