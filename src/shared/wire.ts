/**
 * What travels between processes: an answer is a value or a problem, never a thrown error. The
 * desktop bridge clones these as they are; the loopback socket packs them into bytes, and both
 * ends of it use this file. JSON alone would turn NaN into null and a Float64Array into an object.
 */
import type { Answer, Event, Events, Request } from './contract.ts'
import type { ProblemShape } from './problem.ts'

export type Envelope<R extends Request = Request> =
  | { readonly ok: true; readonly value: Answer<R> }
  | { readonly ok: false; readonly problem: ProblemShape }

/** From the window: a question with a number of its own. */
export interface Question {
  readonly id: number
  readonly request: string
  readonly ask: unknown
}

/** To the window: the answer to a question, or an event nobody asked for. */
export type Message =
  | { readonly is: 'answer'; readonly id: number; readonly envelope: Envelope }
  | { readonly is: 'event'; readonly event: Event; readonly payload: Events[Event] }

// Every platform we run on has these two; this room is compiled for none in particular.
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new (
  label: string,
  how: { fatal: boolean },
) => { decode(bytes: Uint8Array): string }

const ARRAYS = { Float64Array, BigInt64Array, Uint8Array, Int32Array, Uint32Array } as const
type ArrayName = keyof typeof ARRAYS
type Packed = InstanceType<(typeof ARRAYS)[ArrayName]>

const isPacked = (value: unknown): value is Packed =>
  ArrayBuffer.isView(value) && Object.values(ARRAYS).some((kind) => value instanceof kind)

/** The plain kind of an array: what a disk hands over is a Buffer, which only Node knows. */
const kindOf = (array: Packed): string => Object.prototype.toString.call(array).slice(8, -1)

/** The key that marks what JSON cannot say; a plain object that has it itself is refused. */
const MARK = '$tapedeck'
const ALIGN = 8

/**
 * A frame: length of the JSON text (4 bytes, little-endian), the text, then every typed array's
 * bytes, each starting at a multiple of 8. Byte order is the machine's; both ends are one machine.
 */
export function pack(value: unknown): Uint8Array {
  const arrays: Packed[] = []
  const text = JSON.stringify(value, function (this: unknown, key, plain: unknown) {
    // JSON.stringify has already called toJSON; the value as it was is on the holder.
    const held = (this as Record<string, unknown>)[key]
    if (isPacked(held)) {
      arrays.push(held)
      return { [MARK]: kindOf(held), at: arrays.length - 1, length: held.length }
    }
    if (typeof held === 'number' && (!Number.isFinite(held) || Object.is(held, -0))) {
      return { [MARK]: 'number', text: Object.is(held, -0) ? '-0' : String(held) }
    }
    if (typeof held === 'object' && held !== null && Object.hasOwn(held, MARK)) {
      throw new TypeError(`${MARK} is not a name for a field`)
    }
    return plain
  })
  const head = new TextEncoder().encode(text)
  let size = aligned(4 + head.length)
  for (const array of arrays) size += aligned(array.byteLength)
  const frame = new Uint8Array(size)
  new DataView(frame.buffer).setUint32(0, head.length, true)
  frame.set(head, 4)
  let at = aligned(4 + head.length)
  for (const array of arrays) {
    frame.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at)
    at += aligned(array.byteLength)
  }
  return frame
}

export function unpack(bytes: Uint8Array): unknown {
  const frame = bytes.byteOffset % ALIGN === 0 ? bytes : bytes.slice()
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  const headLength = view.getUint32(0, true)
  if (4 + headLength > frame.byteLength) throw new RangeError('a frame is shorter than it says')
  const text = new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + headLength))
  let at = aligned(4 + headLength)
  const starts: number[] = []
  const start = (index: number, length: number, name: ArrayName) => {
    // Arrays are marked in the text in the order in which their bytes follow it.
    if (index !== starts.length) throw new RangeError('the arrays of a frame are out of order')
    starts.push(at)
    const bytesLong = length * ARRAYS[name].BYTES_PER_ELEMENT
    if (at + bytesLong > frame.byteLength) throw new RangeError('a frame is shorter than it says')
    const from = frame.byteOffset + at
    at += aligned(bytesLong)
    return from
  }
  const revive = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(revive)
    const marked = value as Record<string, unknown>
    const mark = marked[MARK]
    if (mark === undefined) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]))
    }
    if (mark === 'number') return unsayable(marked['text'])
    const length = marked['length']
    const index = marked['at']
    if (typeof mark !== 'string' || !isArrayName(mark) || !isCount(length) || !isCount(index)) {
      throw new TypeError('a frame holds a mark that nobody makes')
    }
    const from = start(index, length, mark)
    // The view stays on the frame's own memory: a million candles are not copied twice.
    return new ARRAYS[mark](frame.buffer as ArrayBuffer, from, length)
  }
  return revive(JSON.parse(text))
}

/** The numbers that JSON has no word for, and no others. */
function unsayable(text: unknown): number {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity' || text === '-0') return Number(text)
  throw new TypeError('a frame holds a mark that nobody makes')
}

const aligned = (length: number): number => Math.ceil(length / ALIGN) * ALIGN
const isArrayName = (name: string): name is ArrayName => Object.hasOwn(ARRAYS, name)
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
