/** The short version of `npm run torture`: every cruelty once, and every seeded mistake caught. */
import { expect, test, vi } from 'vitest'
import { copyUnderLoad } from '../torture/backups.ts'
import { flipBits } from '../torture/bit-flips.ts'
import { cancelRepeatedly } from '../torture/cancels.ts'
import { starveAt } from '../torture/full-disk.ts'
import { killAt } from '../torture/kill-points.ts'
import { killRepeatedly } from '../torture/kills.ts'
import { killClimbing } from '../torture/migrations.ts'
import { cutPower, MISTAKES } from '../torture/power-loss.ts'
import { race } from '../torture/races.ts'
import { NO_COMPILER, recorder } from '../torture/rig/recorder.ts'

// Processes are started and killed, on machines that are busy with other things.
vi.setConfig({ testTimeout: 120_000 })

const noCompiler = recorder() === null
/** A word in the log where something could not be done. */
const named = (title: string) => (noCompiler ? `${title} (left out: ${NO_COMPILER})` : title)

test.skipIf(noCompiler)(named('P4 P5 forty power cuts lose nothing and leave nothing torn'), async () => {
  const { broken, counts } = await cutPower({ cuts: 40, seed: 3 })
  expect(broken).toEqual([])
  expect(counts['acknowledged runs looked for']).toBeGreaterThan(100)
})

test.skipIf(noCompiler).each(Object.entries(MISTAKES))(
  'P4 the power cuts would notice that %s',
  async (_, { fault, workload }) => {
    const { broken } = await cutPower({ cuts: 200, fault, workload, untilBroken: true, seed: 7 })
    expect(broken).not.toEqual([])
  },
)

test.skipIf(noCompiler)(
  named('P7 a disk that is full or fails loses nothing that was acknowledged'),
  async () => {
    const { broken, counts } = await starveAt(2)
    expect(broken).toEqual([])
    expect(counts['refusals']).toBeGreaterThan(0)
  },
)

test.skipIf(noCompiler)(named('P3 J-S2 killed on the way, the next start is clean'), async () => {
  const { broken, counts } = await killAt(6)
  expect([broken, counts['kills']]).toEqual([[], 6])
})

test.skipIf(noCompiler)(named('P19 killed while it climbs, a store is the old one or the new'), async () => {
  const { broken, counts } = await killClimbing(3)
  expect(broken).toEqual([])
  expect(counts['kills']).toBeGreaterThan(2)
})

test('P3 P6 the workstation killed in the middle of its runs keeps what it said it kept', async () => {
  expect((await killRepeatedly(2)).broken).toEqual([])
})

test('P17 a flipped bit is always noticed, and no other run suffers', async () => {
  expect(await flipBits(60)).toEqual({ counts: { flips: 60 }, broken: [] })
})

test('P14 the same request from sixty-four at once, and from several processes, is one run', async () => {
  expect((await race(2)).broken).toEqual([])
})

test('P11 cancelled at random, it ends and leaves nothing', async () => {
  expect((await cancelRepeatedly(6)).broken).toEqual([])
})

test('P18 copies made while another process writes are sound and have no gaps', async () => {
  const { broken, counts } = await copyUnderLoad(5)
  expect([broken, counts['copies']]).toEqual([[], 5])
})
