/** P17: one bit of one file changes. It is always noticed, no other run suffers, and nothing is destroyed. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RunId } from '../../src/shared/brand.ts'
import { Problem } from '../../src/shared/problem.ts'
import { inspectRun } from '../../src/main/runs/inspect.ts'
import { publish } from '../../src/main/runs/publish.ts'
import { openStore } from '../../src/main/store/store.ts'
import { dice } from '../support/market.ts'
import { inScratch } from './rig/scratch.ts'
import { smallRun } from './rig/small-run.ts'
import { Findings, type Outcome, type Torture } from './torture.ts'

const RUNS = 5

export async function flipBits(times: number, seed = 1): Promise<Outcome> {
  const findings = new Findings()
  const roll = dice(seed)
  await inScratch(async (scratch) => {
    const root = path.join(scratch, 'runs')
    mkdirSync(root)
    const store = openStore(path.join(scratch, 'tapedeck.db'))
    try {
      const runs: { run: RunId; sha256: string }[] = []
      for (let number = 0; number < RUNS; number++) {
        const { stage, row, run } = await smallRun(root, number)
        await publish(root, stage, row, store.runs)
        runs.push({ run, sha256: row.manifestSha256 })
      }
      const sound = async ({ run, sha256 }: { run: RunId; sha256: string }) => {
        try {
          await inspectRun(root, run, sha256)
          return true
        } catch (error) {
          if (error instanceof Problem && error.code === 'ARTIFACT_TAMPERED') return false
          throw error
        }
      }
      for (let flip = 0; flip < times; flip++) {
        const chosen = runs[Math.floor(roll() * runs.length)]
        if (chosen === undefined) continue
        const names = readdirSync(path.join(root, chosen.run)).sort()
        const name = names[Math.floor(roll() * names.length)] ?? ''
        const file = path.join(root, chosen.run, name)
        const before = readFileSync(file)
        const bit = Math.floor(roll() * before.length * 8)
        const after = Buffer.from(before)
        after[bit >> 3] = (after[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        writeFileSync(file, after)
        findings.count('flips')
        if (await sound(chosen)) findings.break('a flipped bit went unnoticed', `${name}, bit ${bit}`)
        const others = await Promise.all(runs.filter((run) => run !== chosen).map(sound))
        if (others.includes(false)) findings.break('another run suffered', name)
        if (store.runs.list(10, 0).total !== RUNS) findings.break('a run is not listed', name)
        if (!readFileSync(file).equals(after)) findings.break('the evidence was changed', name)
        writeFileSync(file, before)
      }
    } finally {
      store.close()
    }
  })
  return findings.outcome
}

export const torture: Torture = { name: 'bit flips', times: { usual: 2000, full: 2000 }, run: flipBits }
