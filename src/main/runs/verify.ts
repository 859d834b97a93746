/**
 * A run computed again and held against what is kept of it, byte by byte. Runs in a worker; what it
 * computes goes into a stage of its own and is thrown away.
 */
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Problem } from '../../shared/problem.ts'
import type { ArtifactDifference, NotRecomputed, Verification } from '../../shared/proof.ts'
import type { RunId } from '../../shared/brand.ts'
import type { Manifest } from '../../shared/run.ts'
import { MANIFEST } from './artifacts.ts'
import { sha256 } from './identity.ts'
import { inspectFolder, openManifest } from './inspect.ts'
import { perform, type RunListener, type RunMarket } from './perform.ts'

export interface KeptRun {
  readonly run: RunId
  /** Where its files lie: its place among the runs, or a stage. */
  readonly folder: string
  readonly manifestSha256: string
}

export interface VerifyJob extends KeptRun {
  /** In the order of the run's datasets. */
  readonly markets: readonly Pick<RunMarket, 'series' | 'finer'>[]
  /** An empty folder that nobody else sees. */
  readonly stage: string
}

const SLICE = 1 << 20
const MOST_SHOWN = 300

export async function verify(job: VerifyJob, listener: RunListener): Promise<Verification> {
  const manifest = await manifestOf(job)
  if (manifest === null) return checkHashes(job, 'manifest')
  const { inputs, runId, inputsSha256, datasets } = manifest
  // Which files the candles once came from can not be computed; the manifest's own hash vouches for that.
  const markets = datasets.flatMap(({ datasetId, source, sourceSha256, quality }, index) => {
    const market = job.markets[index]
    const from = { datasetId, name: source, sha256: sourceSha256, quality }
    return market === undefined ? [] : [{ ...market, source: from }]
  })
  if (markets.length === 0 || markets.length !== inputs.datasets.length) return checkHashes(job, 'candles')
  perform({ identity: { runId, inputsSha256 }, inputs, markets, stage: job.stage }, listener)
  const differences = await compareFolders(manifest, job.folder, job.stage)
  const { failure } = manifest
  return {
    runId: job.run,
    identical: differences.length === 0,
    notRecomputed: null,
    ...(failure === undefined ? {} : { failure }),
    differences,
  }
}

/** What can be said without computing: whether every file is still the one that the manifest names. */
export async function checkHashes(
  { run, folder, manifestSha256 }: KeptRun,
  notRecomputed: NotRecomputed,
): Promise<Verification> {
  const differences: ArtifactDifference[] = []
  try {
    await inspectFolder(folder, run, manifestSha256)
  } catch (error) {
    differences.push(asDifference(error))
  }
  return { runId: run, identical: false, notRecomputed, differences }
}

async function manifestOf({ folder, run, manifestSha256 }: KeptRun): Promise<Manifest | null> {
  try {
    return await openManifest(folder, run, manifestSha256)
  } catch (error) {
    asDifference(error)
    return null
  }
}

function asDifference(error: unknown): ArtifactDifference {
  if (!(error instanceof Problem)) throw error
  const name = error.details.text ?? MANIFEST
  if (error.code === 'ARTIFACT_MISSING') return { name, is: 'missing' }
  if (error.code === 'ARTIFACT_TAMPERED') return { name, is: 'changed' }
  throw error
}

/** The manifest was held against its hash already: it is as it was written. */
async function compareFolders(
  { artifacts }: Manifest,
  kept: string,
  again: string,
): Promise<ArtifactDifference[]> {
  const written = new Map(artifacts.map(({ name, sha256 }) => [name, sha256]))
  const names = new Set([...(await readdir(again)), ...written.keys()])
  return [...names].sort().flatMap((name) => {
    const found = compareFiles(name, kept, again)
    if (found === null || found.is === 'missing') return found ?? []
    const isDamaged = written.has(name) && sha256(readFileSync(path.join(kept, name))) !== written.get(name)
    return [{ ...found, is: isDamaged ? ('changed' as const) : ('different' as const) }]
  })
}

function compareFiles(name: string, kept: string, again: string): ArtifactDifference | null {
  if (!existsSync(path.join(kept, name))) return { name, is: 'missing' }
  // An artifact that this engine writes no more has nothing to be compared with.
  if (!existsSync(path.join(again, name))) return { name, is: 'different' }
  const byte = firstDifference(path.join(kept, name), path.join(again, name))
  if (byte === null) return null
  if (name.endsWith('.bin')) return { name, is: 'different', byte }
  const here = lineAt(path.join(kept, name), byte)
  const there = lineAt(path.join(again, name), byte)
  return { name, is: 'different', byte, line: here.line, kept: here.text, again: there.text }
}

/** The place of the first byte that differs; the end of the shorter file where one goes on. */
function firstDifference(one: string, other: string): number | null {
  const descriptors: number[] = []
  try {
    for (const file of [one, other]) descriptors.push(openSync(file, 'r'))
    const [left = -1, right = -1] = descriptors
    const [here, there] = [Buffer.allocUnsafe(SLICE), Buffer.allocUnsafe(SLICE)]
    for (let at = 0; ;) {
      const [a, b] = [readFully(left, here, at), readFully(right, there, at)]
      const [mine, theirs] = [here.subarray(0, a), there.subarray(0, b)]
      if (!mine.equals(theirs)) {
        let within = 0
        while (within < Math.min(a, b) && mine[within] === theirs[within]) within++
        return at + within
      }
      if (a < SLICE) return null
      at += a
    }
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor)
  }
}

function readFully(descriptor: number, buffer: Buffer, at: number): number {
  let read = 0
  while (read < buffer.length) {
    const more = readSync(descriptor, buffer, read, buffer.length - read, at + read)
    if (more === 0) break
    read += more
  }
  return read
}

/** The line that holds a byte. Only for a file that differs, and so read whole. */
function lineAt(file: string, byte: number): { line: number; text: string } {
  const bytes = readFileSync(file)
  const start = bytes.lastIndexOf(10, byte - 1) + 1
  const end = bytes.indexOf(10, byte)
  let line = 1
  for (let found = bytes.indexOf(10); found !== -1 && found < start; found = bytes.indexOf(10, found + 1))
    line++
  const text = bytes.toString('utf8', start, end === -1 ? bytes.length : end)
  return { line, text: text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text }
}
