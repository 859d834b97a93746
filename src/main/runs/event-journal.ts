/**
 * The journal of a run on its way to disk (R6). A write that fails is kept and tried again with the
 * next one; only a run whose beginning or end can't be written down fails for it.
 */
import type { EventType, RunEvent } from '../../shared/order.ts'
import type { DurableFile } from '../disk/durable-file.ts'

type File = Pick<DurableFile, 'write' | 'flush' | 'abandon'> & { finish(): void }

const NEEDED: ReadonlySet<EventType> = new Set(['run_started', 'run_completed'])

export interface EventJournal {
  write(event: RunEvent): void
  finish(): void
  abandon(): void
  /** Writes that failed and were tried again. */
  readonly retries: number
}

export function eventJournal(file: File): EventJournal {
  let retries = 0
  return {
    write(event) {
      const isNeeded = NEEDED.has(event.type)
      try {
        file.write(`${JSON.stringify(event)}\n`)
        if (isNeeded) file.flush()
      } catch (error) {
        if (isNeeded) throw error
        retries += 1
      }
    },
    finish: () => file.finish(),
    abandon: () => file.abandon(),
    get retries() {
      return retries
    },
  }
}
