import { Lines } from '../../src/main/engine/lines.ts'

/** All that was written, as text. */
export function written(write: (lines: Lines) => void): string {
  const heard: Uint8Array[] = []
  const lines = new Lines((piece) => heard.push(piece.slice()))
  write(lines)
  lines.flush()
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(heard))
}
