/**
 * Writes the audit trail. What a run's beginning and end need must be written or the run fails;
 * everything else is tried again until it is kept, in the order in which it happened.
 */
import type { AuditEntry, AuditTable } from '../store/audit.ts'
import { whoIsIt } from './asking.ts'
import type { Log } from './log.ts'

export type Happened = Omit<AuditEntry, 'at' | 'who'>

export class AuditTrail {
  readonly #audit: AuditTable
  readonly #log: Log
  readonly #waiting: AuditEntry[] = []

  constructor(audit: AuditTable, log: Log) {
    this.#audit = audit
    this.#log = log
  }

  /** Throws where it can not be kept. */
  must(happened: Happened): void {
    this.#audit.append(now(happened))
  }

  tell(happened: Happened): void {
    this.#waiting.push(now(happened))
    this.retry()
  }

  /** What could not be written yet; the trail has a hole until it is. */
  get waiting(): number {
    return this.#waiting.length
  }

  retry(): void {
    for (;;) {
      const [next] = this.#waiting
      if (next === undefined) return
      try {
        this.#audit.append(next)
        this.#waiting.shift()
      } catch (error) {
        this.#log.write('audit.failed', { event: next.event, waiting: this.waiting, error: String(error) })
        return
      }
    }
  }
}

const now = (happened: Happened): AuditEntry => ({ ...happened, at: Date.now(), who: whoIsIt() })
