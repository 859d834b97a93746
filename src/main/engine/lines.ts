/**
 * Lines of JSON put together as bytes and handed on many at a time. A full journal has a line for
 * every candle; as objects and texts they take far longer to make than the candles to replay.
 */
const SIZE = 1 << 16
/** Below this, a number and its digits fit 32 bits, in which dividing is quickest. */
const SMALL = 1_000_000_000
const SMALL_DIGITS = 9
/** Bytes. */
const FEW = 32
const POINT = 46
const ZERO = 48
const QUOTE = 34
const BACKSLASH = 92

/** The most decimals that `decimal` writes: powers of ten that are exact doubles. */
export const MOST_DECIMALS = 15
const UNITS = Array.from({ length: MOST_DECIMALS + 1 }, (_, power) => 10 ** power)

/** Whole lines; the bytes are used again once this returns. */
export type Hear = (lines: Uint8Array) => void

export class Lines {
  readonly #hear: Hear
  #bytes = new Uint8Array(SIZE)
  #length = 0
  #whole = 0

  constructor(hear: Hear) {
    this.#hear = hear
  }

  /** Ends a line. */
  end(): void {
    this.#room(1)
    this.#bytes[this.#length++] = 10
    this.#whole = this.#length
  }

  /** Hands on every line that is whole. */
  flush(): void {
    const [whole, length] = [this.#whole, this.#length]
    this.#whole = 0
    this.#length = length - whole
    if (whole > 0) this.#hear(this.#bytes.subarray(0, whole))
    this.#bytes.copyWithin(0, whole, length)
  }

  /** Bytes as they are. */
  put(piece: Uint8Array): void {
    const { length } = piece
    this.#room(length)
    const bytes = this.#bytes
    const at = this.#length
    // A loop is quicker than a call for the few bytes that most pieces have.
    if (length > FEW) bytes.set(piece, at)
    else for (let index = 0; index < length; index += 1) bytes[at + index] = piece[index] ?? 0
    this.#length = at + length
  }

  /** A JSON string, quotes and all. */
  text(text: string): void {
    this.#room(text.length + 2)
    const bytes = this.#bytes
    let at = this.#length
    bytes[at++] = QUOTE
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      if (code < 32 || code > 126 || code === QUOTE || code === BACKSLASH) {
        return this.put(bytesOf(JSON.stringify(text)))
      }
      bytes[at++] = code
    }
    bytes[at++] = QUOTE
    this.#length = at
  }

  /** A whole number, not negative, that a double holds exactly. */
  number(value: number): void {
    if (value >= SMALL) {
      const high = Math.floor(value / SMALL)
      this.number(high)
      return this.digits(value - high * SMALL, SMALL_DIGITS)
    }
    let count = 1
    for (let power = 10; power <= value; power *= 10) count += 1
    this.digits(value, count)
  }

  /** The last digits of a number, leading zeros and all. */
  digits(value: number, count: number): void {
    if (count > SMALL_DIGITS) {
      const high = Math.floor(value / SMALL)
      this.digits(high, count - SMALL_DIGITS)
      return this.digits(value - high * SMALL, SMALL_DIGITS)
    }
    this.#room(count)
    const bytes = this.#bytes
    let rest = value | 0
    for (let at = this.#length + count - 1; at >= this.#length; at -= 1) {
      const next = (rest / 10) | 0
      bytes[at] = ZERO + rest - next * 10
      rest = next
    }
    this.#length += count
  }

  /** A number with decimals, in units of its last one: 12.5 is 1250 with 2. No zeros that could be left out. */
  decimal(value: number, decimals: number): void {
    const unit = UNITS[decimals] ?? 1
    const whole = Math.floor(value / unit)
    this.number(whole)
    let rest = value - whole * unit
    if (rest === 0) return
    let count = decimals
    if (count > SMALL_DIGITS) for (; rest % 10 === 0; count -= 1) rest /= 10
    else {
      let small = rest | 0
      for (; small % 10 === 0; count -= 1) small = (small / 10) | 0
      rest = small
    }
    this.#room(1)
    this.#bytes[this.#length++] = POINT
    this.digits(rest, count)
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return
    this.flush()
    if (this.#length + bytes <= this.#bytes.length) return
    const larger = new Uint8Array(2 * (this.#length + bytes))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** Null where nobody hears them. */
export const linesFor = (hear: Hear | undefined): Lines | null =>
  hear === undefined ? null : new Lines(hear)

/** Text as UTF-8. What comes from JSON has no half of a pair. */
export function bytesOf(text: string): Uint8Array {
  const bytes: number[] = []
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code))
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code))
  }
  return Uint8Array.from(bytes)
}

const tail = (code: number): number => 0x80 | (code & 0x3f)
