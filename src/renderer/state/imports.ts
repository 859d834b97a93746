/**
 * Files on their way into the library, one after another. A refusal stays until it is dismissed
 * or tried again with settings that answer it; a success leaves by itself.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DatasetId, OperationId } from '../../shared/brand.ts'
import type { ImportSource } from '../../shared/contract.ts'
import type { ImportSettings } from '../../shared/dataset.ts'
import { isOver, type Operation } from '../../shared/operation.ts'
import type { ProblemShape } from '../../shared/problem.ts'
import type { HostClient } from '../client.ts'
import { problemOf } from './loaded.ts'
import type { OperationsState } from './operations.ts'
import { sendFile } from './upload.ts'

/** A file by its path, or by its content alone. */
export type GivenFile =
  | { readonly is: 'path'; readonly path: string; readonly name: string }
  | { readonly is: 'file'; readonly file: File }

/** Where candles come from: a file, our own generator, or an import that others began. */
export type Given =
  | GivenFile
  | { readonly is: 'demo' }
  | { readonly is: 'elsewhere'; readonly operation: Operation }

export type ImportPhase =
  | { readonly is: 'waiting' }
  | { readonly is: 'sending'; readonly done: number; readonly of: number }
  | { readonly is: 'importing'; readonly operation: OperationId }
  | { readonly is: 'done'; readonly dataset: DatasetId; readonly existed: boolean }
  | { readonly is: 'refused'; readonly because: ProblemShape }

export interface Import {
  readonly key: number
  readonly name: string
  readonly given: Given
  readonly settings: ImportSettings
  readonly phase: ImportPhase
}

export interface ImportsState {
  readonly imports: readonly Import[]
  readonly take: (given: readonly Given[], settings?: ImportSettings) => void
  readonly again: (key: number, settings: ImportSettings) => void
  readonly cancel: (key: number) => void
  readonly dismiss: (key: number) => void
  /** Shows imports of this host that the page did not begin: the menu's, and those of a second start. */
  readonly watch: () => void
}

/** Far more than can have begun while the page was loading. */
const RECENT = 50
/** Long enough to be read, short enough not to pile up. */
const DONE_SHOWN_MS = 6000

export function importsStore(
  client: HostClient,
  operations: StoreApi<OperationsState>,
  arrived: (dataset: DatasetId) => void,
): StoreApi<ImportsState> {
  let lastKey = 0
  let queue = Promise.resolve()
  let starting: Promise<OperationId | null> = Promise.resolve(null)
  const followed = new Set<OperationId>()

  const store = createStore<ImportsState>((set, get) => ({
    imports: [],
    take(given, settings = {}) {
      const fresh = given.map((one) => itemOf(one, settings))
      set({ imports: [...get().imports, ...fresh] })
      for (const { key } of fresh) enqueue(key)
    },
    again(key, settings) {
      change(key, { settings, phase: { is: 'waiting' } })
      enqueue(key)
    },
    cancel(key) {
      const item = find(key)
      if (item?.phase.is === 'importing') {
        // The operation says itself how it ended; one that is over already needs no answer.
        client.ask('operation.cancel', { operation: item.phase.operation }).catch(() => undefined)
      } else remove(key)
    },
    dismiss: (key) => remove(key),
    watch() {
      client.on('operation.changed', (operation) => {
        if (operation.kind !== 'import') return
        // An event can overtake the answer that names an operation of our own.
        void starting.then(
          () => adopt(operation),
          () => adopt(operation),
        )
      })
      client.ask('operation.list', { kind: 'import', limit: RECENT }).then(
        (answer) => answer.operations.filter(concernsThisPage).forEach(adopt),
        // What is under way can wait to be seen until its next event.
        () => undefined,
      )
    },
  }))

  const itemOf = (given: Given, settings: ImportSettings = {}): Import => {
    lastKey += 1
    return { key: lastKey, name: nameOf(given), given, settings, phase: { is: 'waiting' } }
  }
  const find = (key: number) => store.getState().imports.find((item) => item.key === key)
  const remove = (key: number) =>
    store.setState(({ imports }) => ({ imports: imports.filter((item) => item.key !== key) }))
  const change = (key: number, to: Partial<Pick<Import, 'phase' | 'settings'>>) =>
    store.setState(({ imports }) => ({
      imports: imports.map((item) => (item.key === key ? { ...item, ...to } : item)),
    }))
  const enqueue = (key: number) => {
    queue = queue.then(() => bring(key))
  }

  const bring = async (key: number) => {
    const item = find(key)
    if (item === undefined) return
    try {
      starting = start(item)
      const operation = await starting
      if (operation !== null) await follow(key, operation)
    } catch (thrown) {
      change(key, { phase: { is: 'refused', because: problemOf(thrown) } })
    }
  }

  const adopt = (operation: Operation) => {
    if (followed.has(operation.id)) return
    const item = itemOf({ is: 'elsewhere', operation })
    store.setState(({ imports }) => ({ imports: [...imports, item] }))
    void follow(item.key, operation.id)
  }

  const follow = async (key: number, operation: OperationId) => {
    followed.add(operation)
    change(key, { phase: { is: 'importing', operation } })
    try {
      const { result, problem, state } = await operations.getState().settled(operation)
      if (state === 'cancelled') remove(key)
      else if (result?.kind === 'import') {
        change(key, { phase: { is: 'done', dataset: result.dataset, existed: result.existed } })
        setTimeout(() => remove(key), DONE_SHOWN_MS)
        arrived(result.dataset)
      } else {
        const because = problem ?? (state === 'interrupted' ? INTERRUPTED : problemOf(null))
        change(key, { phase: { is: 'refused', because } })
      }
    } catch (thrown) {
      change(key, { phase: { is: 'refused', because: problemOf(thrown) } })
    }
  }

  /** Answers null where the trader cancelled on the way. */
  const start = async ({ key, given, settings }: Import): Promise<OperationId | null> => {
    if (given.is === 'elsewhere') return given.operation.id
    if (given.is === 'demo') return (await client.ask('dataset.demo', {})).operation
    const source = given.is === 'path' ? { path: given.path } : await send(key, given.file)
    if (source === null) return null
    return (await client.ask('dataset.import', { source, settings })).operation
  }

  const send = async (key: number, file: File): Promise<ImportSource | null> => {
    const upload = await sendFile(client, file, (done) => {
      change(key, { phase: { is: 'sending', done, of: file.size } })
      return find(key) !== undefined
    })
    return upload === null ? null : { upload }
  }
  return store
}

const INTERRUPTED: ProblemShape = {
  code: 'CANCELLED',
  message: 'Tapedeck ended in the middle of this import; nothing of it was kept.',
  hint: 'Import the file again.',
  details: {},
}

const concernsThisPage = (operation: Operation): boolean =>
  !isOver(operation) || operation.createdAt >= performance.timeOrigin

export function nameOf(given: Given): string {
  switch (given.is) {
    case 'path':
      return given.name
    case 'file':
      return given.file.name
    case 'demo':
      return 'Demo market'
    case 'elsewhere':
      return given.operation.title
  }
}
