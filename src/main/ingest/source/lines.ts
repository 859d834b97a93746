/** Pieces of text of any size, handed on as blocks of whole lines in a buffer of bounded size. */
import { LF } from '../ascii.ts'
import { LONGEST_LINE, longLine } from '../dialect/limits.ts'
import { PIECE } from './source-file.ts'

export interface LineTaker {
  /**
   * Whole lines, the last byte a line feed; `unfinished` where the text ended without one and it
   * was put there. `offset` is where the first of them begins in the text.
   */
  take(lines: Uint8Array, unfinished: boolean, offset: number): void
  /** Number of the line that comes next. */
  readonly line: number
}

/** `most` is how much of a piece is taken at once. */
export async function readLines(
  pieces: AsyncIterable<Uint8Array>,
  taker: LineTaker,
  most = PIECE,
): Promise<void> {
  const block = Math.max(1, most)
  const buffer = new Uint8Array(block + LONGEST_LINE + 2)
  let kept = 0
  let done = 0
  for await (const piece of pieces) {
    for (let from = 0; from < piece.length; from += block) {
      const fresh = piece.subarray(from, from + block)
      buffer.set(fresh, kept)
      done += fresh.length
      const filled = kept + fresh.length
      const end = buffer.lastIndexOf(LF, filled - 1) + 1
      if (end > 0) taker.take(buffer.subarray(0, end), false, done - filled)
      buffer.copyWithin(0, end, filled)
      kept = filled - end
      if (kept > LONGEST_LINE) throw longLine(taker.line)
    }
  }
  if (kept === 0) return
  buffer[kept] = LF
  taker.take(buffer.subarray(0, kept + 1), true, done - kept)
}
