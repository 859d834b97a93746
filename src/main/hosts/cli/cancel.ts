import { command } from './command.ts'
import { namedOperation } from './named-operation.ts'
import { operationTable, operationView } from './operations.ts'

export const cancel = command({
  name: 'cancel',
  does: 'Cancel an operation, whichever process works on it',
  takes: 'OPERATION',
  flags: {},
  example: 'tapedeck cancel 5b0c2f17',
  async run(given, desk) {
    const client = await desk.client()
    const id = await namedOperation(client, given.rest[0] ?? '')
    const operation = await client.ask('operation.cancel', { operation: id })
    return { json: { operation: operationView(operation) }, text: operationTable([operation]) }
  },
})
