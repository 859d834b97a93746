/**
 * A value as it may cross to the window: plain objects, lists and typed arrays. Shared memory cannot
 * cross, and of a part of a column the whole column would; both become a copy of what is meant.
 */
export function crossing(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') throw refusal(typeof value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(crossing)
  if (isColumn(value)) return ownsItsMemory(value) ? value : copy(value)
  if (!isPlain(value)) throw refusal(value.constructor.name)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, crossing(inner)]))
}

type Column = Float64Array | BigInt64Array | Uint8Array | Int32Array | Uint32Array

const isColumn = (value: object): value is Column =>
  value instanceof Float64Array ||
  value instanceof BigInt64Array ||
  value instanceof Uint8Array ||
  value instanceof Int32Array ||
  value instanceof Uint32Array

const ownsItsMemory = ({ buffer, byteLength }: Column): boolean =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength

/** What a disk hands over is a Buffer, whose own `slice` copies nothing. */
const copy = (column: Column): Column =>
  column instanceof Uint8Array ? new Uint8Array(column) : column.slice()

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const refusal = (what: string): TypeError => new TypeError(`a ${what} cannot cross to the window`)
