/** Decimal text as whole numbers of 10^-18: sums of them are exact and need no order. */
const DECIMALS = 18
const UNIT = 10n ** 18n
const DECIMAL = /^-?\d+(?:\.\d{1,18})?$/

const POWERS = Array.from({ length: DECIMALS + 1 }, (_, digits) => 10n ** BigInt(digits))

/** A run can have a hundred thousand trades: short texts, which is nearly all, skip the pattern. */
export function units(text: string): bigint {
  const negative = text.charCodeAt(0) === 45
  const start = negative ? 1 : 0
  let digits = 0
  let point = -1
  let value = 0
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 46 && point === -1 && at > start && at < text.length - 1) point = at
    else if (code >= 48 && code <= 57) {
      digits++
      value = value * 10 + (code - 48)
    } else return longUnits(text)
  }
  // Up to 15 digits a double counts exactly.
  if (digits === 0 || digits > 15) return longUnits(text)
  const fraction = point === -1 ? 0 : text.length - point - 1
  return BigInt(negative ? -value : value) * (POWERS[DECIMALS - fraction] ?? 1n)
}

function longUnits(text: string): bigint {
  if (!DECIMAL.test(text)) throw new RangeError(`not decimal text of at most ${DECIMALS} places: ${text}`)
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'))
}

/** The double nearest to an exact amount. */
export function toNumber(amount: bigint): number {
  const size = amount < 0n ? -amount : amount
  const fraction = (size % UNIT).toString().padStart(DECIMALS, '0')
  const value = Number(`${size / UNIT}.${fraction}`)
  return amount < 0n ? -value : value
}
