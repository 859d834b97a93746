import { expect, test, vi } from 'vitest'
import { type Given, importsStore } from '../../src/renderer/state/imports.ts'
import { operationsStore } from '../../src/renderer/state/operations.ts'
import type { DatasetId, OperationId, UploadId } from '../../src/shared/brand.ts'
import type { ImportSettings } from '../../src/shared/dataset.ts'
import type { Operation } from '../../src/shared/operation.ts'
import type { ProblemShape } from '../../src/shared/problem.ts'
import { drawnOperation } from './drawn-operation.ts'
import { scriptedClient } from './scripted-client.ts'

const DATASET = 'd'.repeat(64) as DatasetId
const AMBIGUOUS: ProblemShape = {
  code: 'CSV_TIMEZONE_AMBIGUOUS',
  message: 'No zone.',
  hint: 'Name one.',
  details: { line: 2 },
}

/** A host whose imports end when the test says so. */
function stage() {
  const slices: { at: number; bytes: number }[] = []
  const settings: (ImportSettings | undefined)[] = []
  const ends = new Map<OperationId, Operation>()
  let started = 0
  const played = scriptedClient({
    'operation.list': () => ({ operations: [] }),
    'operation.read': ({ operation: id }) => ends.get(id) ?? drawnOperation(id, {}),
    'operation.cancel': ({ operation: id }) => drawnOperation(id, { state: 'cancelled' }),
    'upload.open': ({ name }) => ({ upload: name as UploadId }),
    'upload.write': ({ at, slice }) => {
      slices.push({ at, bytes: slice.byteLength })
      return { received: at + slice.byteLength }
    },
    'upload.discard': () => ({}),
    'dataset.import': (ask) => {
      settings.push(ask.settings)
      started += 1
      // Its first event overtakes the answer.
      const id = `op${started}` as OperationId
      queueMicrotask(() => played.announce('operation.changed', drawnOperation(id, { state: 'queued' })))
      return { operation: id }
    },
  })
  const arrived: DatasetId[] = []
  const imports = importsStore(played.client, operationsStore(played.client), (id) => arrived.push(id))
  const end = (id: string, part: Partial<Operation>) => {
    const over = drawnOperation(id, part)
    ends.set(over.id, over)
    played.announce('operation.changed', over)
  }
  const phases = () => imports.getState().imports.map(({ name, phase }) => `${name} ${phase.is}`)
  return { ...played, imports, slices, settings, arrived, end, phases }
}

const path = (name: string): Given => ({ is: 'path', path: `/home/me/${name}`, name })
const imported: Partial<Operation> = {
  state: 'succeeded',
  result: { kind: 'import', dataset: DATASET, existed: false },
}

test('D1 several files come in one after another', async () => {
  const { imports, phases, end, arrived } = stage()
  imports.getState().take([path('a.csv'), path('b.csv')])
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv importing', 'b.csv waiting']))
  end('op1', imported)
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv done', 'b.csv importing']))
  expect(arrived).toEqual([DATASET])
})

test('D1 a file without a path is handed over in slices of 1 MiB, in order', async () => {
  const { imports, slices, phases } = stage()
  const file = new File([new Uint8Array(2_500_000)], 'big.csv')
  imports.getState().take([{ is: 'file', file }])
  await vi.waitFor(() => expect(phases()).toEqual(['big.csv importing']))
  expect(slices).toEqual([
    { at: 0, bytes: 1_048_576 },
    { at: 1_048_576, bytes: 1_048_576 },
    { at: 2_097_152, bytes: 402_848 },
  ])
})

test('D1 a file that is cancelled on its way is discarded where half of it lies', async () => {
  const { imports, phases, asked } = stage()
  const file = new File([new Uint8Array(20_000_000)], 'big.csv')
  const stop = imports.subscribe(({ imports: [first], cancel }) => {
    if (first?.phase.is !== 'sending') return
    stop()
    cancel(first.key)
  })
  imports.getState().take([{ is: 'file', file }])
  await vi.waitFor(() => expect(asked).toContain('upload.discard'))
  expect([phases(), asked.includes('dataset.import')]).toEqual([[], false])
})

test('D3 a refusal stays with its reason until it is imported again with what it lacked', async () => {
  const { imports, phases, end, settings } = stage()
  imports.getState().take([path('a.csv')])
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv importing']))
  end('op1', { state: 'failed', problem: AMBIGUOUS })
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv refused']))
  expect(imports.getState().imports[0]?.phase).toEqual({ is: 'refused', because: AMBIGUOUS })

  const key = imports.getState().imports[0]?.key ?? 0
  imports.getState().again(key, { timezone: 'UTC' })
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv importing']))
  expect(settings).toEqual([{}, { timezone: 'UTC' }])
  end('op2', { state: 'failed', problem: AMBIGUOUS })
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv refused']))
  imports.getState().dismiss(key)
  expect(phases()).toEqual([])
})

test('D3 an import that the menu began is shown with its refusal, and one of ours is shown once', async () => {
  const { imports, phases, end, announce } = stage()
  imports.getState().watch()
  announce('operation.changed', drawnOperation('menu', { title: 'Import m.csv' }))
  await vi.waitFor(() => expect(phases()).toEqual(['Import m.csv importing']))
  end('menu', { state: 'failed', problem: AMBIGUOUS })
  await vi.waitFor(() => expect(phases()).toEqual(['Import m.csv refused']))
  imports.getState().dismiss(imports.getState().imports[0]?.key ?? 0)

  imports.getState().take([path('a.csv')])
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv importing']))
  end('op1', imported)
  await vi.waitFor(() => expect(phases()).toEqual(['a.csv done']))
})

test('O2 a cancelled import leaves, and the next one still gets its turn', async () => {
  const { imports, phases, end, asked } = stage()
  imports.getState().take([path('a.csv'), path('b.csv'), path('c.csv')])
  await vi.waitFor(() => expect(phases()[0]).toBe('a.csv importing'))
  const [first, second] = imports.getState().imports
  imports.getState().cancel(second?.key ?? 0)
  imports.getState().cancel(first?.key ?? 0)
  expect(asked).toContain('operation.cancel')
  end('op1', { state: 'cancelled' })
  await vi.waitFor(() => expect(phases()).toEqual(['c.csv importing']))
})
