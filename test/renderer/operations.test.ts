import { expect, test } from 'vitest'
import { operationsStore } from '../../src/renderer/state/operations.ts'
import type { OperationId } from '../../src/shared/brand.ts'
import type { Operation } from '../../src/shared/operation.ts'
import { drawnOperation } from './drawn-operation.ts'
import { scriptedClient } from './scripted-client.ts'

const ID = 'op1' as OperationId
const over = drawnOperation(ID, { state: 'succeeded' })

/** A host that answers `operation.read` when the test says so. */
function stage() {
  const answer = Promise.withResolvers<Operation>()
  const played = scriptedClient({
    'operation.list': () => ({ operations: [] }),
    'operation.read': () => answer.promise,
  })
  return { ...played, answer, operations: operationsStore(played.client) }
}

test('O2 an operation that was over before anyone asked is over', async () => {
  const { operations, answer } = stage()
  answer.resolve(over)
  await expect(operations.getState().settled(ID)).resolves.toEqual(over)
})

test('O2 an event that overtakes the answer is believed: what is over stays over', async () => {
  const { operations, answer, announce } = stage()
  const settled = operations.getState().settled(ID)
  announce('operation.changed', over)
  answer.resolve(drawnOperation(ID, { state: 'running' }))
  await expect(settled).resolves.toEqual(over)
  expect(operations.getState().known.get(ID)).toEqual(over)
})

test('O2 after a lost link, what was under way is asked for again', async () => {
  const { operations, answer, announce } = stage()
  announce('operation.changed', drawnOperation(ID, { state: 'running' }))
  answer.resolve(over)
  await operations.getState().read()
  expect(operations.getState().known.get(ID)?.state).toBe('succeeded')
})
