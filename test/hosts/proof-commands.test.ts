import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { askedHere, tapedeckHere } from './command.ts'
import { desk, type RunAnswer, SMA } from './desk.ts'

vi.setConfig({ testTimeout: 120_000 })

async function withRun() {
  const here = desk(400)
  const { json } = await askedHere(['run', '--data', here.file, ...SMA, ...here.at], here.folder)
  return { ...here, run: (json as RunAnswer).runId, artifacts: (json as RunAnswer).artifacts }
}

test('R4 verify says of each run whether it came out the same, and its exit code too', async () => {
  const { folder, at, run, artifacts } = await withRun()
  expect(await askedHere(['verify', run.slice(0, 8), ...at], folder)).toEqual({
    exit: 0,
    json: { runs: [{ runId: run, identical: true, notRecomputed: null, differences: [] }] },
  })
  const trades = join(artifacts, 'trades.jsonl')
  writeFileSync(trades, readFileSync(trades, 'utf8').replace('"trade":1', '"trade":7'))
  const { exit, out } = await tapedeckHere(['verify', run, ...at], folder)
  expect([exit, out]).toEqual([
    6,
    expect.stringContaining('trades.jsonl is not as it was written, from line 1'),
  ])
  expect((await tapedeckHere(['doctor', ...at], folder)).exit).toBe(6)
  // Asked for again, it is put right.
  await askedHere(['run', '--data', 'BTCUSD', ...SMA, ...at], folder)
  expect((await tapedeckHere(['verify', run, ...at], folder)).exit).toBe(0)
})

test('A4 diff says in words where two runs part ways', async () => {
  const { folder, at, run, file } = await withRun()
  const words = ['run', '--data', file, '--strategy', 'sma-cross', '--param', 'fast=12', '--param', 'slow=30']
  const other = ((await askedHere([...words, ...at], folder)).json as RunAnswer).runId
  const { out, exit } = await tapedeckHere(['diff', run.slice(0, 10), other.slice(0, 10), ...at], folder)
  expect([exit, out.split('\n')[0]]).toEqual([
    0,
    'They differ in params.fast: 10 in the first, 12 in the second.',
  ])
  expect(out).toMatch(/they decided the same\. There the first/)
})

test('R4 a capsule goes out to a file and comes in somewhere else', async () => {
  const { folder, at, run } = await withRun()
  const file = join(folder, 'my runs', 'cross.tapedeck')
  expect(await askedHere(['capsule', 'export', run, '--out', file, ...at], folder)).toEqual({
    exit: 0,
    json: { runId: run, identical: true, files: [file] },
  })
  const there = ['--home', join(folder, 'there')]
  expect(await askedHere(['capsule', 'import', file, ...there], folder)).toEqual({
    exit: 0,
    json: { runId: run, identical: true, reused: false },
  })
  expect((await askedHere(['verify', run, ...there], folder)).exit).toBe(0)
  expect(
    await askedHere(['capsule', 'import', join(folder, 'BTCUSD_1h.csv'), ...there], folder),
  ).toMatchObject({
    exit: 3,
    json: { error: { code: 'CAPSULE_INVALID' } },
  })
  expect((await askedHere(['capsule', 'burn', run, ...at], folder)).exit).toBe(2)
})

test('R3 P18 a damaged store is restored from a backup, or made anew from the folders', async () => {
  const { folder, at, run, home } = await withRun()
  const made = (await askedHere(['backup', ...at], folder)).json as { made: { name: string } }
  expect((await askedHere(['backup', '--list', ...at], folder)).json).toMatchObject({
    backups: expect.arrayContaining([expect.objectContaining({ name: made.made.name })]),
  })
  const spoil = () => {
    for (const ending of ['-wal', '-shm']) rmSync(join(home, `tapedeck.db${ending}`), { force: true })
    writeFileSync(
      join(home, 'tapedeck.db'),
      'spoilt, and long enough to be read as a header, page by page by page',
    )
  }
  spoil()
  expect((await askedHere(['runs', ...at], folder)).json).toMatchObject({ error: { code: 'STORE_CORRUPT' } })
  expect(await askedHere(['restore', made.made.name, ...at], folder)).toEqual({
    exit: 0,
    json: { restored: made.made.name, runs: 1 },
  })
  spoil()
  expect(await askedHere(['doctor', '--rebuild', ...at], folder)).toMatchObject({
    exit: 0,
    json: { ok: true, runs: 1, datasets: 1, rebuilt: true, storeSetAside: true },
  })
  expect((await askedHere(['verify', run, ...at], folder)).exit).toBe(0)
  expect(readdirSync(join(home, 'backups')).filter((name) => name.startsWith('unreadable'))).toHaveLength(2)
})
