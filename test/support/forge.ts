/** A capsule whose every hash fits and whose trades are not what its inputs give. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { directory, localHead } from '../../src/main/runs/zip.ts'
import type { Manifest } from '../../src/shared/run.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

export function forge(runFolder: string, home: string): Buffer {
  const files = new Map(
    readdirSync(runFolder).map((name) => [`run/${name}`, readFileSync(path.join(runFolder, name))]),
  )
  const trades = Buffer.from(
    (files.get('run/trades.jsonl') ?? Buffer.of()).toString().replaceAll('"netPnl":"-', '"netPnl":"'),
  )
  const manifest = JSON.parse((files.get('run/manifest.json') ?? Buffer.of()).toString()) as Manifest
  const artifacts = manifest.artifacts.map((entry) =>
    entry.name === 'trades.jsonl' ? { ...entry, bytes: trades.length, sha256: sha256(trades) } : entry,
  )
  files.set('run/trades.jsonl', trades)
  files.set('run/manifest.json', Buffer.from(`${JSON.stringify({ ...manifest, artifacts }, null, 2)}\n`))
  for (const id of manifest.inputs.datasets) {
    files.set(`candles/${id}.candles`, readFileSync(path.join(home, 'candles', `${id}.candles`)))
  }
  return zipOf(files)
}

export function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  const entries = sorted.map(([name, bytes]) => ({ name, bytes: bytes.length, crc: crc32(bytes) }))
  const parts = sorted.flatMap(([, bytes], at) => [localHead(entries[at]!), bytes])
  return Buffer.concat([...parts, directory(entries)])
}
