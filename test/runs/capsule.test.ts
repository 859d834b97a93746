import { createHash } from 'node:crypto'
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { DatasetId } from '../../src/shared/brand.ts'
import type { Manifest } from '../../src/shared/run.ts'
import { capsule, unpack } from '../../src/main/runs/capsule.ts'
import { zipOf } from '../support/forge.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { staged } from './published-run.ts'

async function packed() {
  const { stage, row, run } = await staged(tempFolder())
  const candles = path.join(tempFolder(), 'candles')
  writeFileSync(candles, 'the candles, whatever they are')
  const kept = { run, folder: stage, manifestSha256: row.manifestSha256 }
  const pieces: Uint8Array[] = []
  for await (const piece of capsule(kept, () => candles)) pieces.push(piece)
  return { bytes: Buffer.concat(pieces), stage, run, row }
}

function opened(bytes: Buffer) {
  const file = path.join(tempFolder(), 'run.tapedeck')
  writeFileSync(file, bytes)
  const [runStage, candleStage] = [tempFolder(), tempFolder()]
  return { ...unpack(file, runStage, candleStage), runStage, candleStage, file }
}
const invalid = expect.objectContaining({ code: 'CAPSULE_INVALID' })

// Another program than ours has to say so.
const noPython = spawnSync('python3', ['--version']).status !== 0

test.skipIf(noPython)(
  'R4 D14 a capsule is an ordinary archive: stored, in order, of 1980, and always the same bytes',
  async () => {
    const [one, other] = [await packed(), await packed()]
    expect(one.bytes.equals(other.bytes)).toBe(true)
    const { file } = opened(one.bytes)
    const list = execFileSync('python3', [
      '-c',
      'import zipfile,sys,json; z=zipfile.ZipFile(sys.argv[1]); print(json.dumps([z.testzip(), [[i.filename, i.compress_type, list(i.date_time)] for i in z.infolist()]]))',
      file,
    ]).toString()
    const [broken, entries] = JSON.parse(list) as [null, [string, number, number[]][]]
    expect([broken, entries.map(([name]) => name)]).toEqual([
      null,
      [
        `candles/${'ab'.repeat(32)}.candles`,
        'run/decision_records.jsonl',
        'run/equity.bin',
        'run/events.jsonl',
        'run/fills.jsonl',
        'run/manifest.json',
        'run/metrics.json',
        'run/orders.jsonl',
        'run/timeline.json',
        'run/trades.jsonl',
      ],
    ])
    expect(entries.every(([, type, date]) => type === 0 && date.join() === '1980,1,1,0,0,0')).toBe(true)
  },
)

test('R4 what is taken out is what was put in, to the byte', async () => {
  const { bytes, stage, run } = await packed()
  const { manifest, runStage, candleStage } = opened(bytes)
  expect(manifest.runId).toBe(run)
  for (const name of readdirSync(stage)) {
    expect(readFileSync(path.join(runStage, name)).equals(readFileSync(path.join(stage, name))), name).toBe(
      true,
    )
  }
  expect(readdirSync(candleStage)).toEqual([`${'ab'.repeat(32)}.candles`])
})

test('P17 T6 a capsule with any one bit changed is refused', async () => {
  const { bytes } = await packed()
  // Heads and directory bit by bit would take minutes: one bit of every 397th byte, each another one.
  for (let at = 0; at < bytes.length; at += 397) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
    expect(() => opened(changed), `byte ${at}`).toThrow(invalid)
  }
})

test('T6 a capsule cut short or with something after it is refused', async () => {
  const { bytes } = await packed()
  for (const length of [0, 1, 21, 22, 100, bytes.length >> 1, bytes.length - 1]) {
    expect(() => opened(bytes.subarray(0, length)), `${length} bytes`).toThrow(invalid)
  }
  expect(() => opened(Buffer.concat([bytes, Buffer.from('x')]))).toThrow(invalid)
})

const contents = (bytes: Buffer): Map<string, Buffer> => {
  const { runStage, candleStage } = opened(bytes)
  return new Map([
    ...readdirSync(runStage).map((name) => [`run/${name}`, readFileSync(path.join(runStage, name))] as const),
    ...readdirSync(candleStage).map(
      (name) => [`candles/${name}`, readFileSync(path.join(candleStage, name))] as const,
    ),
  ])
}

test.each([
  ['../../escaped'],
  ['/etc/passwd'],
  ['run/../../escaped'],
  ['run\\..\\escaped'],
  ['C:/windows'],
  ['run/more.jsonl'],
  ['run/.hidden'],
  ['run/con.json'],
  ['candles/other.candles'],
  ['candles/' + 'cd'.repeat(32) + '.candles'],
  ['run/'],
  ['nested.zip'],
])('T5 T6 an entry called %s is refused, and nothing is written for it', async (name) => {
  const { bytes } = await packed()
  const files = contents(bytes).set(name, Buffer.from('x'))
  expect(() => opened(zipOf(files))).toThrow(invalid)
})

test('T6 an archive that would have to be inflated is refused: there are no bombs', async () => {
  const bomb = deflateRawSync(Buffer.alloc(10_000_000))
  const bytes = zipOf(new Map([['run/manifest.json', bomb]]))
  bytes.writeUInt16LE(8, 8)
  expect(() => opened(bytes)).toThrow(invalid)
})

test('T6 a manifest that names other files, other hashes or another run is refused', async () => {
  const { bytes } = await packed()
  const files = contents(bytes)
  const manifest = JSON.parse(files.get('run/manifest.json')!.toString()) as Manifest
  const change = (changed: unknown) =>
    zipOf(new Map(files).set('run/manifest.json', Buffer.from(JSON.stringify(changed))))
  const [first, ...rest] = manifest.artifacts
  const wrong: unknown[] = [
    {},
    null,
    [],
    'text',
    { ...manifest, runId: 'ab'.repeat(32) },
    { ...manifest, inputs: { ...manifest.inputs, params: { fast: 6, slow: 20 } } },
    { ...manifest, artifacts: rest },
    { ...manifest, artifacts: [{ ...first, sha256: createHash('sha256').digest('hex') }, ...rest] },
    { ...manifest, artifacts: [{ ...first, name: '../equity.bin' }, ...rest] },
    { ...manifest, inputs: { ...manifest.inputs, datasets: ['../x' as DatasetId] } },
  ]
  for (const changed of wrong) expect(() => opened(change(changed)), JSON.stringify(changed)).toThrow(invalid)
  expect(() => opened(change({ ...manifest, schema: 2 }))).toThrow(
    expect.objectContaining({ code: 'SCHEMA_UNSUPPORTED' }),
  )
})
