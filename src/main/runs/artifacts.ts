/** The files of a run: their names, and how a folder of them is written and described. */
import path from 'node:path'
import { createDurably, type DurableFile } from '../disk/durable-file.ts'
import type { ArtifactEntry } from '../../shared/run.ts'

export const DECISIONS = 'decision_records.jsonl'
export const TRADES = 'trades.jsonl'
/** Every execution and the rule that gave its price; runs of the first engine have none. */
export const FILLS = 'fills.jsonl'
/** Every order, whatever became of it, and the journal of the run; older runs have neither. */
export const ORDERS = 'orders.jsonl'
export const EVENTS = 'events.jsonl'
export const EQUITY = 'equity.bin'
export const METRICS_FILE = 'metrics.json'
export const TIMELINE = 'timeline.json'
export const MANIFEST = 'manifest.json'

/** Writes artifacts into a folder that nobody else sees yet, and keeps the list for the manifest. */
export interface ArtifactFolder {
  open(name: string): Pick<DurableFile, 'write' | 'flush' | 'abandon'> & { finish(): void }
  put(name: string, pieces: Iterable<Uint8Array | string>): void
  /** In the order of their names: the order of writing is no part of a run. */
  entries(): ArtifactEntry[]
}

export function artifactFolder(folder: string): ArtifactFolder {
  const entries: ArtifactEntry[] = []
  const openOne: ArtifactFolder['open'] = (name) => {
    const file = createDurably(path.join(folder, name))
    return {
      write: (piece) => file.write(piece),
      flush: () => file.flush(),
      finish: () => void entries.push({ name, ...file.finish() }),
      abandon: () => file.abandon(),
    }
  }
  return {
    open: openOne,
    put(name, pieces) {
      const file = openOne(name)
      try {
        for (const piece of pieces) file.write(piece)
        file.finish()
      } catch (error) {
        file.abandon()
        throw error
      }
    },
    entries: () => entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Documents are indented for people, end in a newline and keep the order their type is written in. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

export function* jsonLines(records: Iterable<object>): Generator<string> {
  for (const record of records) yield `${JSON.stringify(record)}\n`
}
