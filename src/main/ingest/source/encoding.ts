/** Which bytes stand for which letters: told from the beginning of a file, and turned into UTF-8. */
import { CR, LF } from '../ascii.ts'

export interface Encoding {
  readonly name: 'UTF-8' | 'UTF-8 with BOM' | 'UTF-16 LE' | 'UTF-16 BE' | 'Windows-1252'
  readonly because: string
  /** Lines end in a carriage return alone, as on old Macs. */
  readonly bareReturns: boolean
}

/** The share of zero bytes, all even or all odd, that only UTF-16 has. */
const UTF16_ZEROS = 0.3
const DECODERS = { 'UTF-16 LE': 'utf-16le', 'UTF-16 BE': 'utf-16be', 'Windows-1252': 'windows-1252' } as const

export function recogniseEncoding(head: Uint8Array): Encoding {
  const named = (name: Encoding['name'], because: string): Encoding => ({
    name,
    because,
    bareReturns: head.includes(CR) && !head.includes(LF),
  })
  const mark = 'the file starts with the mark for it'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return named('UTF-8 with BOM', mark)
  if (head[0] === 0xff && head[1] === 0xfe) return named('UTF-16 LE', mark)
  if (head[0] === 0xfe && head[1] === 0xff) return named('UTF-16 BE', mark)
  const [even, odd] = zeros(head.subarray(0, 4096))
  if (odd > UTF16_ZEROS && even === 0) return named('UTF-16 LE', 'every second byte is zero')
  if (even > UTF16_ZEROS && odd === 0) return named('UTF-16 BE', 'every other byte is zero')
  if (isUtf8(head)) return named('UTF-8', 'nothing says otherwise')
  return named('Windows-1252', 'some bytes are no UTF-8, as in files from older Windows programs')
}

/** The same pieces as UTF-8 with line feeds; those that are so already are passed on. */
export async function* asUtf8(
  pieces: AsyncIterable<Uint8Array>,
  { name, bareReturns }: Encoding,
): AsyncGenerator<Uint8Array> {
  if (name === 'UTF-8' || name === 'UTF-8 with BOM') {
    if (!bareReturns) return yield* pieces
    for await (const piece of pieces) yield piece.map((byte) => (byte === CR ? LF : byte))
    return
  }
  const decoder = new TextDecoder(DECODERS[name])
  const encoder = new TextEncoder()
  const utf8 = (text: string) => encoder.encode(bareReturns ? text.replaceAll('\r', '\n') : text)
  for await (const piece of pieces) yield utf8(decoder.decode(piece, { stream: true }))
  yield utf8(decoder.decode())
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // The head may end in the middle of a letter.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Shares of zeros among the even and among the odd bytes. */
function zeros(sample: Uint8Array): [even: number, odd: number] {
  const counts: [number, number] = [0, 0]
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) counts[at % 2 === 0 ? 0 : 1]++
  const half = Math.max(1, sample.length / 2)
  return [counts[0] / half, counts[1] / half]
}
