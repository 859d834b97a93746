/**
 * Canonical JSON (RFC 8785): one text for one value, on every machine, so that its hash can name it.
 * Refuses what has no single text: NaN, infinities, -0, integers beyond 2^53 - 1, lone surrogates.
 */
const MOST_DEPTH = 64

export function canonical(value: unknown, depth = 0): string {
  if (depth > MOST_DEPTH) throw new TypeError('a canonical value is at most 64 levels deep')
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return number(value)
  if (Array.isArray(value)) return `[${value.map((inner) => canonical(inner, depth + 1)).join(',')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value)
    // The default order of strings is by UTF-16 code unit, which is what the RFC asks for.
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, inner]) => `${text(key)}:${canonical(inner, depth + 1)}`).join(',')}}`
  }
  throw new TypeError(`a canonical value can not hold ${typeof value}`)
}

function number(value: number): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) throw new TypeError(`${value} has no canonical text`)
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21) {
    throw new TypeError('an integer beyond 2^53 - 1 must be given as text')
  }
  return JSON.stringify(value)
}

function text(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('text with half a character has no canonical form')
  return JSON.stringify(value)
}
