/**
 * Reading runs back, strictly from their artifacts. Every file is held against the hash in the
 * manifest when it is first opened, and the manifest against the hash that was registered.
 */
import path from 'node:path'
import type { RunId } from '../../shared/brand.ts'
import type { MetricsFile } from '../../shared/metrics.ts'
import type { OrderRecord, RunEvent } from '../../shared/order.ts'
import { Problem } from '../../shared/problem.ts'
import type { DecisionRecord, FillRecord, Manifest, TimelineEvent, TradeRecord } from '../../shared/run.ts'
import { DECISIONS, EQUITY, EVENTS, FILLS, METRICS_FILE, ORDERS, TIMELINE, TRADES } from './artifacts.ts'
import { decodeEquity, type EquityColumns } from './equity-file.ts'
import { inspectRun, missing, opened, openManifest, readArtifact, tampered } from './inspect.ts'
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
  /** For whoever read a part elsewhere and found it damaged. */
  readonly damaged: (problem: Problem) => void
}

/** A person looks at a handful of runs at a time; long ones are let go of sooner. */
const MOST_KEPT = 8
const MOST_BYTES = 256 * 1024 * 1024

interface Taken {
  readonly opening: Promise<ShelvedRun>
  /** What it may hold when everything of it was looked at; 0 until that is known. */
  bytes: number
}

export class Shelf {
  readonly #root: string
  readonly #damaged: (run: RunId, problem: Problem) => void
  readonly #open = new Map<RunId, Taken>()

  /** `damaged` hears of every file that is gone or not as it was written. */
  constructor(root: string, damaged: (run: RunId, problem: Problem) => void = () => {}) {
    this.#root = root
    this.#damaged = damaged
  }

  take(run: RunId, manifestSha256: string): Promise<ShelvedRun> {
    const taken = this.#open.get(run) ?? this.#reach(run, manifestSha256)
    this.#open.delete(run)
    this.#open.set(run, taken)
    this.#shed()
    return taken.opening
  }

  /** Every file as it is on the disk now, whatever was read of it before; throws where one is damaged. */
  async inspect(run: RunId, manifestSha256: string): Promise<void> {
    this.forget(run)
    try {
      await inspectRun(this.#root, run, manifestSha256)
    } catch (error) {
      if (isDamage(error)) this.#damaged(run, error)
      throw error
    }
  }

  forget(run: RunId): void {
    this.#open.delete(run)
  }

  #reach(run: RunId, manifestSha256: string): Taken {
    const opening = openRun(this.#root, run, manifestSha256, (problem) => this.#damaged(run, problem))
    const taken: Taken = { opening, bytes: 0 }
    void this.#weigh(run, taken)
    return taken
  }

  async #weigh(run: RunId, taken: Taken): Promise<void> {
    try {
      taken.bytes = weightOf((await taken.opening).manifest)
      this.#shed()
    } catch {
      // What failed to open is tried again the next time: it may have been put right meanwhile.
      if (this.#open.get(run) === taken) this.#open.delete(run)
    }
  }

  #shed(): void {
    let bytes = [...this.#open.values()].reduce((sum, taken) => sum + taken.bytes, 0)
    for (const [run, taken] of this.#open) {
      const isWithin = this.#open.size <= MOST_KEPT && bytes <= MOST_BYTES
      if (isWithin || this.#open.size === 1) return
      this.#open.delete(run)
      bytes -= taken.bytes
    }
  }
}

/** Three doubles a candle for the curve, and documents as objects, several times their text. */
function weightOf({ evaluated, artifacts }: Manifest): number {
  const documents = artifacts.filter(({ name }) => name === TIMELINE || name === METRICS_FILE)
  return 24 * evaluated.candles + 6 * documents.reduce((sum, { bytes }) => sum + bytes, 0)
}

export const isDamage = (error: unknown): error is Problem =>
  error instanceof Problem && (error.code === 'ARTIFACT_MISSING' || error.code === 'ARTIFACT_TAMPERED')

async function openRun(
  root: string,
  run: RunId,
  manifestSha256: string,
  damaged: (problem: Problem) => void,
): Promise<ShelvedRun> {
  const told = (error: unknown): never => {
    if (isDamage(error)) damaged(error)
    throw error
  }
  const folder = path.join(root, run)
  const manifest = await openManifest(folder, run, manifestSha256).catch(told)
  const listed = (name: string) => {
    const entry = manifest.artifacts.find((artifact) => artifact.name === name)
    if (entry === undefined) throw missing(name)
    return entry.sha256
  }
  const lines = async <T>(name: string) => {
    const changed = () => tampered(name)
    const file = await opened(name, () => openLines<T>(path.join(folder, name), () => told(changed())))
    if (file.sha256 !== listed(name)) throw changed()
    return file
  }
  const kept = async <T>(name: string) =>
    manifest.artifacts.some((artifact) => artifact.name === name) ? lines<T>(name) : null
  const document = async <T>(name: string) =>
    JSON.parse((await readArtifact(folder, name, listed(name))).toString()) as T
  const once = <T>(work: () => Promise<T>) => remembered(() => work().catch(told))
  return {
    manifest,
    damaged,
    metrics: once(() => document<MetricsFile>(METRICS_FILE)),
    timeline: once(() => document<{ events: TimelineEvent[] }>(TIMELINE)),
    // Not kept: the columns are large, and whoever draws them keeps a curve.
    equity: async () => decodeEquity(await readArtifact(folder, EQUITY, listed(EQUITY)).catch(told)),
    trades: once(() => lines<TradeRecord>(TRADES)),
    decisions: once(() => lines<DecisionRecord>(DECISIONS)),
    fills: once(() => kept<FillRecord>(FILLS)),
    orders: once(() => kept<OrderRecord>(ORDERS)),
    events: once(() => kept<RunEvent>(EVENTS)),
  }
}

function remembered<T>(work: () => Promise<T>): () => Promise<T> {
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
