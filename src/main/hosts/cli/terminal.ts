/** The two streams of a terminal and who sits at it; handed in, so that tests can be one. */
import type { Writable } from 'node:stream'
import type { Operation } from '../../../shared/operation.ts'

export interface Terminal {
  readonly version: string
  readonly home: string
  /** Where the person stands: relative paths begin here. */
  readonly folder: string
  readonly progress: Progress
  /** Where Coinbase is asked instead of at home, for tests. */
  readonly coinbase: string | undefined
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal
  readonly serve: Serve
  print(text: string): void
  complain(text: string): void
}

/** Starts the loopback host; the rooms of hosts do not know each other, so it is handed in. */
export type Serve = (options: {
  readonly home: string
  readonly version: string
  readonly readOnly: boolean
  readonly port?: number | undefined
  readonly open: boolean
  readonly out: (line: string) => void
}) => Promise<{ readonly url: string; close(): Promise<void> }>

/** One line on standard error that is written over and over, where somebody can see it. */
export interface Progress {
  show(operation: Operation): void
  clear(): void
}

export function progressOn(stream: Writable & { readonly isTTY?: boolean }): Progress {
  if (stream.isTTY !== true) return { show: () => undefined, clear: () => undefined }
  let shown = false
  return {
    show({ title, progress }) {
      const { done, of } = progress
      const part = of > 0 ? `${Math.floor((done / of) * 100)} %` : ''
      stream.write(`\r\u001B[2K${visible(title)} ${part}`)
      shown = true
    },
    clear() {
      if (shown) stream.write('\r\u001B[2K')
      shown = false
    },
  }
}

/** Text from a file can hold what moves a terminal's cursor or changes its title. */
export const visible = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (control) => (control === '\n' || control === '\t' ? control : '\uFFFD'))
