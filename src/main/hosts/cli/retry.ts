import { command } from './command.ts'
import { namedOperation } from './named-operation.ts'
import { operationTable, operationView } from './operations.ts'

export const retry = command({
  name: 'retry',
  does: 'Ask again what an operation was asked that did not succeed',
  takes: 'OPERATION',
  flags: {},
  example: 'tapedeck retry 5b0c2f17',
  async run(given, desk) {
    const client = await desk.client()
    const before = await namedOperation(client, given.rest[0] ?? '')
    const { operation: id } = await client.ask('operation.retry', { operation: before })
    const { kind } = await client.ask('operation.read', { operation: id })
    await desk.follow(id, kind)
    const ended = await client.ask('operation.read', { operation: id })
    return { json: { operation: operationView(ended) }, text: operationTable([ended]) }
  },
})
