import { expect, test } from 'vitest'
import { reproduceStore, verdict } from '../../src/renderer/screens/workspace/reproduce-store.ts'
import { operationsStore } from '../../src/renderer/state/operations.ts'
import type { OperationId, RunId } from '../../src/shared/brand.ts'
import type { Operation } from '../../src/shared/operation.ts'
import type { Verification } from '../../src/shared/proof.ts'
import { drawnOperation } from './drawn-operation.ts'
import { scriptedClient } from './scripted-client.ts'

const run = 'ab'.repeat(32) as RunId
const same: Verification = { runId: run, identical: true, notRecomputed: null, differences: [] }
const damaged: Verification = {
  ...same,
  identical: false,
  differences: [{ name: 'trades.jsonl', is: 'changed', byte: 12, line: 1, kept: '{}', again: '{"trade":1}' }],
}

/** A host on which each question leads to an operation that has ended so. */
function hostThat(...endings: Partial<Operation>[]) {
  const ended = endings.map((ending, at) => ({
    ...drawnOperation(`op-${at}`, { state: 'succeeded' }),
    kind: 'check' as const,
    ...ending,
  }))
  let next = 0
  const starting = () => ({ operation: `op-${next++}` as OperationId, run, reused: false })
  const host = scriptedClient({
    'run.verify': starting,
    'run.repair': starting,
    'operation.list': () => ({ operations: [] }),
    'operation.read': ({ operation }) => ended.find(({ id }) => id === operation) ?? ended[0]!,
  })
  return { ...host, store: reproduceStore(host.client, run, operationsStore(host.client)) }
}

test('A4 U3 a run that comes out the same is verified', async () => {
  const { store } = hostThat({ result: { kind: 'verify', ...same } })
  await store.getState().reproduce()
  expect(store.getState().phase).toMatchObject({ is: 'answered', found: { identical: true } })
  expect(verdict(same)).toBe('Computed again: every byte is the same.')
})

test('A4 U3 what differs is shown, put right, and looked at once more', async () => {
  const { store, asked } = hostThat(
    { result: { kind: 'verify', ...damaged } },
    { result: null },
    { result: { kind: 'verify', ...same } },
  )
  await store.getState().reproduce()
  expect(store.getState().phase).toMatchObject({ is: 'answered', found: damaged })
  expect(verdict(damaged)).toBe('One file is not what it should be.')
  await store.getState().repair()
  expect(store.getState().phase).toMatchObject({ is: 'answered', found: { identical: true } })
  expect(asked.filter((request) => request.startsWith('run.'))).toEqual([
    'run.verify',
    'run.repair',
    'run.verify',
  ])
})

test('A4 U3 a problem is told as it is', async () => {
  const problem = {
    code: 'DISK_FULL',
    message: 'The disk is full.',
    hint: 'Free some.',
    details: {},
  } as const
  const { store } = hostThat({ state: 'failed', problem })
  await store.getState().reproduce()
  expect(store.getState().phase).toEqual({ is: 'refused', because: problem })
})
