/** Every file of a run held against its manifest, and the manifest against the hash that was registered. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'
import type { Manifest } from '../../shared/run.ts'
import { codeOf } from '../disk/trouble.ts'
import { MANIFEST } from './artifacts.ts'
import { identify, sha256 } from './identity.ts'

/** The newest form of a manifest that this version writes; it reads all that came before. */
export const MANIFEST_SCHEMA = 1

/** Throws ARTIFACT_MISSING or ARTIFACT_TAMPERED with the file's name where the run is not as it was written. */
export const inspectRun = (root: string, run: RunId, manifestSha256: string): Promise<Manifest> =>
  inspectFolder(path.join(root, run), run, manifestSha256)

export async function inspectFolder(folder: string, run: RunId, manifestSha256: string): Promise<Manifest> {
  const manifest = await openManifest(folder, run, manifestSha256)
  for (const { name, bytes, sha256: expected } of manifest.artifacts) {
    const found = await hashFile(folder, name)
    if (found.bytes !== bytes || found.sha256 !== expected) throw tampered(name)
  }
  return manifest
}

export async function openManifest(folder: string, run: RunId, manifestSha256: string): Promise<Manifest> {
  const manifest = parseManifest(await readArtifact(folder, MANIFEST, manifestSha256), run)
  if (manifest === null) throw tampered(MANIFEST)
  return manifest
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

/** Null where the text is no manifest of this run; a newer version's is refused with words. */
export function parseManifest(text: Uint8Array, run: RunId | null): Manifest | null {
  let manifest: Manifest
  try {
    manifest = JSON.parse(Buffer.from(text).toString()) as Manifest
    if (identify(manifest.inputs).runId !== manifest.runId || manifest.runId !== (run ?? manifest.runId))
      return null
    if (!Number.isSafeInteger(manifest.schema) || !manifest.artifacts.every(isEntry)) return null
  } catch {
    return null
  }
  if (manifest.schema <= MANIFEST_SCHEMA) return manifest
  throw new Problem(
    'SCHEMA_UNSUPPORTED',
    { found: manifest.schema, known: MANIFEST_SCHEMA },
    'This run was made by a newer Tapedeck.',
    'Update Tapedeck to open it.',
  )
}

const isEntry = ({ name, bytes, sha256: hash }: Manifest['artifacts'][number]): boolean =>
  /^[a-z][a-z_]{0,40}\.(json|jsonl|bin)$/.test(name) &&
  name !== MANIFEST &&
  Number.isSafeInteger(bytes) &&
  bytes >= 0 &&
  /^[0-9a-f]{64}$/.test(hash)

export async function readArtifact(folder: string, name: string, expected: string): Promise<Buffer> {
  const bytes = await opened(name, () => readFile(path.join(folder, name)))
  if (sha256(bytes) !== expected) throw tampered(name)
  return bytes
}

async function hashFile(folder: string, name: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  await opened(name, async () => {
    for await (const slice of createReadStream(path.join(folder, name))) {
      const piece: Buffer = slice
      hash.update(piece)
      bytes += piece.length
    }
  })
  return { bytes, sha256: hash.digest('hex') }
}

export async function opened<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error)) ? missing(name) : error
  }
}

const AGAIN = 'Run it again with the same settings: the damaged one is kept aside and the run is put right.'
export const missing = (name: string): Problem =>
  new Problem('ARTIFACT_MISSING', { text: name }, `${name} of this run is gone.`, AGAIN)
export const tampered = (name: string): Problem =>
  new Problem('ARTIFACT_TAMPERED', { text: name }, `${name} of this run is not as it was written.`, AGAIN)
