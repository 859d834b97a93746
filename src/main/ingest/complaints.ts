/** Everything found wrong with one file, up to a hundred of them; the first one decides. */
import type { LineProblem } from '../../shared/dataset.ts'
import { Problem, type ProblemCode } from '../../shared/problem.ts'

const MOST = 100
const SHOWN = 80

export interface Complaint {
  readonly code: ProblemCode
  /** From 1, the header included. */
  readonly line: number
  /** Number of the cell in its line, from 1. */
  readonly column?: number
  readonly field?: string
  readonly text?: string
  readonly message: string
  readonly hint: string
}

export class Complaints {
  private readonly list: Complaint[] = []

  add(complaint: Complaint): void {
    if (this.list.length < MOST) this.list.push(complaint)
  }

  get any(): boolean {
    return this.list.length > 0
  }

  get full(): boolean {
    return this.list.length >= MOST
  }

  /** In the order of their lines. */
  get problems(): LineProblem[] {
    return this.inOrder.map(({ code, line, column = null, text = null, message, hint }) => ({
      code,
      line,
      column,
      text,
      message,
      hint,
    }))
  }

  /** Throws where there is anything to complain about. */
  settle(): void {
    const { inOrder } = this
    const first = inOrder[0]
    if (first === undefined) return
    const problems = inOrder.map(({ code, line, column, text }) => ({
      code,
      line,
      column: column ?? null,
      text: text ?? null,
    }))
    throw new Problem(first.code, { ...placeOf(first), problems }, first.message, first.hint)
  }

  private get inOrder(): Complaint[] {
    return this.list.toSorted((a, b) => a.line - b.line)
  }
}

/** A problem that ends the reading at once. */
export const refusal = (complaint: Complaint): Problem =>
  new Problem(complaint.code, placeOf(complaint), complaint.message, complaint.hint)

function placeOf({ line, column, field, text }: Complaint) {
  return {
    line,
    ...(column === undefined ? {} : { column }),
    ...(field === undefined ? {} : { field }),
    ...(text === undefined ? {} : { text }),
  }
}

/** Text from a file, made harmless to show: short, one line, nothing invisible or reversing in it. */
export function shown(raw: Uint8Array | string, most = SHOWN): string {
  const text = typeof raw === 'string' ? raw : new TextDecoder().decode(raw.subarray(0, most * 4))
  let safe = ''
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const piece = isUnseen(code) ? escaped(code) : character
    if (safe.length + piece.length > most - 1) return `${safe}…`
    safe += piece
  }
  return safe
}

const isUnseen = (code: number): boolean =>
  code < 32 ||
  (code >= 0x7f && code <= 0x9f) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202e) ||
  (code >= 0x2066 && code <= 0x2069) ||
  code === 0xfeff ||
  (code >= 0xd800 && code <= 0xdfff)

const escaped = (code: number): string =>
  code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
