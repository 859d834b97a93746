/**
 * A run as one file: its folder and the candles it was made from, so that it can be computed again on
 * another machine. Taken in, it is a stranger's file: only names that we know, only bytes whose hashes fit.
 */
import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import type { DatasetId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import type { Manifest } from '../../shared/run.ts'
import { createDurably } from '../disk/durable-file.ts'
import { MANIFEST } from './artifacts.ts'
import { inspectFolder, MANIFEST_SCHEMA, parseManifest } from './inspect.ts'
import { sha256 } from './identity.ts'
import type { KeptRun } from './verify.ts'
import { directory, localHead, NotACapsule, openZip, type ZipEntry, type ZipFile } from './zip.ts'

export const CAPSULE_ENDING = '.tapedeck'
const RUN = 'run/'
const CANDLES = 'candles/'
const LONGEST_MANIFEST = 4 * 1024 * 1024

interface Part {
  readonly name: string
  readonly file: string
}

/** The pieces of the file, in order. The run's own files are checked before the first piece is given. */
export async function* capsule(
  kept: KeptRun,
  candleFile: (dataset: DatasetId) => string,
): AsyncGenerator<Uint8Array> {
  const manifest = await inspectFolder(kept.folder, kept.run, kept.manifestSha256)
  const parts: Part[] = [
    ...manifest.inputs.datasets.map((id) => ({ name: `${CANDLES}${id}.candles`, file: candleFile(id) })),
    ...[MANIFEST, ...manifest.artifacts.map(({ name }) => name)].map((name) => ({
      name: RUN + name,
      file: path.join(kept.folder, name),
    })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
  const entries: ZipEntry[] = []
  for (const part of parts) {
    const entry = await measured(part)
    entries.push(entry)
    yield localHead(entry)
    yield* slices(part.file)
  }
  yield directory(entries)
}

async function measured({ name, file }: Part): Promise<ZipEntry> {
  let [bytes, crc] = [0, 0]
  for await (const slice of slices(file)) {
    bytes += slice.length
    crc = crc32(slice, crc)
  }
  return { name, bytes, crc }
}

async function* slices(file: string): AsyncGenerator<Buffer> {
  for await (const slice of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const piece: Buffer = slice
    yield piece
  }
}

export interface Unpacked {
  readonly manifest: Manifest
  readonly manifestSha256: string
}

/** Writes a capsule's run into one empty folder and its candles into another; nothing of it is believed yet. */
export function unpack(file: string, runStage: string, candleStage: string): Unpacked {
  const zip = guarded(() => openZip(file))
  try {
    return guarded(() => unpackFrom(zip, runStage, candleStage))
  } finally {
    zip.close()
  }
}

function unpackFrom(zip: ZipFile, runStage: string, candleStage: string): Unpacked {
  const text = readManifest(zip)
  const manifest = parseManifest(text, null)
  if (manifest === null || manifest.schema !== MANIFEST_SCHEMA)
    throw new NotACapsule('its manifest is none of ours')
  // They become names of files.
  if (!manifest.inputs.datasets.every((id) => /^[0-9a-f]{64}$/.test(id)))
    throw new NotACapsule('it names candles that can not be')
  const expected = [
    ...manifest.inputs.datasets.map((id) => `${CANDLES}${id}.candles`),
    ...[MANIFEST, ...manifest.artifacts.map(({ name }) => name)].map((name) => RUN + name),
  ].sort()
  const found = zip.entries.map(({ name }) => name)
  if (JSON.stringify(expected) !== JSON.stringify(found))
    throw new NotACapsule('it holds other files than it names')
  mkdirSync(candleStage, { recursive: true })
  for (const entry of zip.entries) {
    const isCandles = entry.name.startsWith(CANDLES)
    const name = entry.name.slice(isCandles ? CANDLES.length : RUN.length)
    const hash = extract(zip, entry, path.join(isCandles ? candleStage : runStage, name))
    const listed = manifest.artifacts.find((artifact) => artifact.name === name)
    if (listed !== undefined && (listed.sha256 !== hash || listed.bytes !== entry.bytes)) {
      throw new NotACapsule(`${name} is not the one that its manifest names`)
    }
  }
  return { manifest, manifestSha256: sha256(text) }
}

function readManifest(zip: ZipFile): Buffer {
  const entry = zip.entries.find(({ name }) => name === RUN + MANIFEST)
  if (entry === undefined || entry.bytes > LONGEST_MANIFEST) throw new NotACapsule('it has no manifest')
  return Buffer.concat([...zip.read(entry)])
}

function extract(zip: ZipFile, entry: ZipEntry, target: string): string {
  const hash = createHash('sha256')
  const file = createDurably(target)
  try {
    for (const slice of zip.read(entry)) {
      hash.update(slice)
      file.write(slice)
    }
    file.finish()
    return hash.digest('hex')
  } finally {
    file.abandon()
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof NotACapsule ? notACapsule(error.message) : error
  }
}

export const notACapsule = (because: string): Problem =>
  new Problem(
    'CAPSULE_INVALID',
    { text: because },
    'This file is not a capsule that Tapedeck can take in; nothing of it was kept.',
    'Ask for it to be exported again: tapedeck capsule export RUN --out FILE.',
  )
