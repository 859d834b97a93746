/**
 * Logarithm, exponential and power that are the same on every machine. ECMAScript leaves the accuracy
 * of Math.log, exp and pow to the implementation; these use only what it specifies exactly, in pairs of
 * doubles (about 100 bits), and round once at the end.
 */

/** The unevaluated sum of two doubles, the second below half a unit in the last place of the first. */
interface Pair {
  readonly high: number
  readonly low: number
}

const ONE: Pair = { high: 1, low: 0 }
const ZERO: Pair = { high: 0, low: 0 }

/** Natural logarithm of a positive number. */
export function log(value: number): number {
  return logPair(value).high
}

/** e to the given power; Infinity and 0 where a double ends. */
export function exp(value: number): number {
  return expPair({ high: value, low: 0 })
}

/** A positive base to any finite power. */
export function power(base: number, exponent: number): number {
  if (base === 1 || exponent === 0) return 1
  const logarithm = logPair(base)
  const rough = logarithm.high * exponent
  // Beyond these the answer is certain, and the products below could overflow.
  if (Math.abs(rough) > 800) return rough > 0 ? Infinity : 0
  return expPair(times(logarithm, { high: exponent, low: 0 }))
}

function logPair(value: number): Pair {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`no logarithm of ${value}`)
  // value = mantissa · 2^exponent, the mantissa near 1 so that nothing cancels there.
  let mantissa = value
  let exponent = 0
  for (let step = 512; step >= 1; step /= 2) {
    const factor = powerOfTwo(step)
    while (mantissa >= factor * Math.SQRT1_2) {
      mantissa /= factor
      exponent += step
    }
    while (mantissa * factor < Math.SQRT2) {
      mantissa *= factor
      exponent -= step
    }
  }
  // log m = 2 artanh((m - 1) / (m + 1)), and |(m - 1) / (m + 1)| < 0.172.
  const ratio = over(twoSum(mantissa, -1), twoSum(mantissa, 1))
  return plus(times({ high: exponent, low: 0 }, LOG_2), double(artanh(ratio, 22)))
}

function expPair(value: Pair): number {
  if (value.high > 710) return Infinity
  if (value.high < -746) return 0
  // e^value = 2^twos · (e^part)^512, with |part| < 0.00068.
  const twos = Math.floor(value.high / LOG_2.high + 0.5)
  const rest = plus(value, times({ high: -twos, low: 0 }, LOG_2))
  const part: Pair = { high: rest.high / 512, low: rest.low / 512 }

  // e^part - 1 by its series; without the 1 the small part keeps all its digits.
  let series = ZERO
  for (let term = 10; term >= 1; term--) {
    series = over(times(part, plus(ONE, series)), { high: term, low: 0 })
  }
  for (let squared = 0; squared < 9; squared++) {
    series = plus(double(series), times(series, series))
  }
  return scale(plus(ONE, series).high, twos)
}

/** x + x³/3 + x⁵/5 + …, with that many terms after the first. */
function artanh(x: Pair, terms: number): Pair {
  const square = times(x, x)
  let series = ZERO
  for (let odd = 2 * terms + 1; odd >= 1; odd -= 2) {
    series = plus(times(series, square), over(ONE, { high: odd, low: 0 }))
  }
  return times(series, x)
}

/** log 2 = 2 artanh(1/3): computed, so that there is no constant to mistype. */
const LOG_2 = double(artanh(over(ONE, { high: 3, low: 0 }), 36))

/** Powers of two are exact, and so is multiplying by them; two steps keep large ones in range. */
function scale(value: number, twos: number): number {
  const half = Math.floor(twos / 2)
  return value * powerOfTwo(half) * powerOfTwo(twos - half)
}

function powerOfTwo(exponent: number): number {
  const factor = exponent < 0 ? 0.5 : 2
  let value = 1
  for (let count = Math.abs(exponent); count > 0; count--) value *= factor
  return value
}

function twoSum(a: number, b: number): Pair {
  const high = a + b
  const rounded = high - a
  return { high, low: a - (high - rounded) + (b - rounded) }
}

/** The exact product, from halves of 26 bits whose products are exact. */
function twoProduct(a: number, b: number): Pair {
  const high = a * b
  const [a1, a2] = halves(a)
  const [b1, b2] = halves(b)
  return { high, low: a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2 }
}

function halves(value: number): [number, number] {
  const spread = value * 134_217_729
  const upper = spread - (spread - value)
  return [upper, value - upper]
}

function double({ high, low }: Pair): Pair {
  return { high: high * 2, low: low * 2 }
}

function plus(a: Pair, b: Pair): Pair {
  const high = twoSum(a.high, b.high)
  const low = twoSum(a.low, b.low)
  const once = twoSum(high.high, high.low + low.high)
  return twoSum(once.high, once.low + low.low)
}

function times(a: Pair, b: Pair): Pair {
  const product = twoProduct(a.high, b.high)
  return twoSum(product.high, product.low + (a.high * b.low + a.low * b.high))
}

function over(a: Pair, b: Pair): Pair {
  const first = a.high / b.high
  const rest = plus(a, times(b, { high: -first, low: 0 }))
  const second = rest.high / b.high
  const last = plus(rest, times(b, { high: -second, low: 0 })).high / b.high
  return plus(twoSum(first, second), { high: last, low: 0 })
}
