import type { OperationId } from '../../src/shared/brand.ts'
import type { Client } from '../../src/shared/contract.ts'
import { isOver, type Operation } from '../../src/shared/operation.ts'

/** Follows an operation to its end. */
export async function ended(client: Client, operation: OperationId): Promise<Operation> {
  return new Promise((resolve, reject) => {
    const look = (now: Operation) => {
      if (now.id !== operation || !isOver(now)) return
      stop()
      resolve(now)
    }
    const stop = client.on('operation.changed', look)
    client.ask('operation.read', { operation }).then(look, reject)
  })
}
