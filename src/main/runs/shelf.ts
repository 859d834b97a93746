/**
 * Reading runs back, strictly from their artifacts. Every file is held against the hash in the
 * manifest when it is first opened, and the manifest against the hash that was registered.
 */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunId } from '../../shared/brand.ts'
import type { MetricsFile } from '../../shared/metrics.ts'
import { Problem } from '../../shared/problem.ts'
import type { OrderRecord, RunEvent } from '../../shared/order.ts'
import type { DecisionRecord, FillRecord, Manifest, TimelineEvent, TradeRecord } from '../../shared/run.ts'
import { codeOf } from '../disk/trouble.ts'
import {
  DECISIONS,
  EQUITY,
  EVENTS,
  FILLS,
  MANIFEST,
  ORDERS,
  METRICS_FILE,
  TIMELINE,
  TRADES,
} from './artifacts.ts'
import { decodeEquity, type EquityColumns } from './equity-file.ts'
import { identify, sha256 } from './identity.ts'
import { type LineFile, openLines } from './line-file.ts'

/** A run taken from the shelf; each part is read once, when it is first asked for. */
export interface ShelvedRun {
  readonly manifest: Manifest
  readonly metrics: () => Promise<MetricsFile>
  readonly equity: () => Promise<EquityColumns>
  readonly trades: () => Promise<LineFile<TradeRecord>>
  readonly decisions: () => Promise<LineFile<DecisionRecord>>
  /** Null for a run of the first engine, which kept none. */
  readonly fills: () => Promise<LineFile<FillRecord> | null>
  /** The same for orders and the journal, of which older runs have none. */
  readonly orders: () => Promise<LineFile<OrderRecord> | null>
  readonly events: () => Promise<LineFile<RunEvent> | null>
  readonly timeline: () => Promise<{ readonly events: readonly TimelineEvent[] }>
}

/** A run on the shelf is a few megabytes; a person looks at a handful at a time. */
const KEPT = 8

export class Shelf {
  readonly #root: string
  readonly #open = new Map<RunId, Promise<ShelvedRun>>()

  constructor(root: string) {
    this.#root = root
  }

  take(run: RunId, manifestSha256: string): Promise<ShelvedRun> {
    const taken = this.#open.get(run) ?? openRun(this.#root, run, manifestSha256)
    this.#open.delete(run)
    this.#open.set(run, taken)
    // What failed to open is tried again the next time: it may have been put right meanwhile.
    taken.catch(() => this.#open.delete(run))
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= KEPT) break
      this.#open.delete(oldest)
    }
    return taken
  }

  forget(run: RunId): void {
    this.#open.delete(run)
  }
}

async function openRun(root: string, run: RunId, manifestSha256: string): Promise<ShelvedRun> {
  const folder = path.join(root, run)
  const text = await readArtifact(folder, MANIFEST, manifestSha256)
  const manifest = parseManifest(text, run)
  if (manifest === null) throw tampered(MANIFEST)
  const listed = (name: string) => {
    const entry = manifest.artifacts.find((artifact) => artifact.name === name)
    if (entry === undefined) throw missing(name)
    return entry.sha256
  }
  const lines = async <T>(name: string) => {
    const file = await opened(name, () => openLines<T>(path.join(folder, name)))
    if (file.sha256 !== listed(name)) throw tampered(name)
    return file
  }
  const kept = async <T>(name: string) =>
    manifest.artifacts.some((artifact) => artifact.name === name) ? lines<T>(name) : null
  const document = async <T>(name: string) =>
    JSON.parse((await readArtifact(folder, name, listed(name))).toString()) as T
  return {
    manifest,
    metrics: once(() => document<MetricsFile>(METRICS_FILE)),
    timeline: once(() => document<{ events: TimelineEvent[] }>(TIMELINE)),
    equity: once(async () => decodeEquity(await readArtifact(folder, EQUITY, listed(EQUITY)))),
    trades: once(() => lines<TradeRecord>(TRADES)),
    decisions: once(() => lines<DecisionRecord>(DECISIONS)),
    fills: once(() => kept<FillRecord>(FILLS)),
    orders: once(() => kept<OrderRecord>(ORDERS)),
    events: once(() => kept<RunEvent>(EVENTS)),
  }
}

/** The manifest of a folder whose row is lost: it counts only if its inputs still give its name. */
export async function readManifest(
  root: string,
  run: RunId,
): Promise<{ manifest: Manifest; sha256: string } | null> {
  try {
    const text = await readFile(path.join(root, run, MANIFEST))
    const manifest = parseManifest(text, run)
    return manifest === null ? null : { manifest, sha256: sha256(text) }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'].includes(codeOf(error))) return null
    throw error
  }
}

function parseManifest(text: Buffer, run: RunId): Manifest | null {
  try {
    const manifest = JSON.parse(text.toString()) as Manifest
    return manifest.schema === 1 && identify(manifest.inputs).runId === run ? manifest : null
  } catch {
    return null
  }
}

async function readArtifact(folder: string, name: string, expected: string): Promise<Buffer> {
  const bytes = await opened(name, () => readFile(path.join(folder, name)))
  if (sha256(bytes) !== expected) throw tampered(name)
  return bytes
}

async function opened<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) ? missing(name) : error
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    // What failed is tried again the next time.
    result ??= work().catch((error: unknown) => {
      result = undefined
      throw error
    })
    return result
  }
}

const AGAIN = 'Run it again with the same settings: the damaged one is kept aside and the run is put right.'
const missing = (name: string) =>
  new Problem('ARTIFACT_MISSING', { text: name }, `${name} of this run is gone.`, AGAIN)
const tampered = (name: string) =>
  new Problem('ARTIFACT_TAMPERED', { text: name }, `${name} of this run is not as it was written.`, AGAIN)
