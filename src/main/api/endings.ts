/** Operations that are over and of which the store could not be told yet: on a full disk, say. */
import type { OperationId } from '../../shared/brand.ts'
import type { Operation } from '../../shared/operation.ts'
import type { OperationTable } from '../store/operations.ts'
import { toProblem } from './defect.ts'
import type { Log } from './log.ts'

export class Endings {
  readonly #table: OperationTable
  readonly #log: Log
  readonly #waiting = new Map<OperationId, Operation>()

  constructor(table: OperationTable, log: Log) {
    this.#table = table
    this.#log = log
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /** How it really stands, where the store still says otherwise. */
  find(id: OperationId): Operation | null {
    return this.#waiting.get(id) ?? null
  }

  keep(operation: Operation): void {
    this.#waiting.set(operation.id, operation)
    this.retry()
  }

  retry(): void {
    for (const [id, operation] of this.#waiting) {
      try {
        // Another process took ours for dead; what it wrote stays, and is said.
        if (!this.#table.end(operation)) this.#log.write('operation.lost', { operation: id })
        this.#waiting.delete(id)
      } catch (error) {
        toProblem(error, this.#log, 'operation.ended')
        return
      }
    }
  }
}
