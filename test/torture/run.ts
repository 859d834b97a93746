/**
 * `npm run torture`: everything that is cruel, at the size that takes minutes; `-- --full` at the size
 * that takes hours; `-- kills races` only those, `-- --times=5` as often as that. Each file beside this
 * one is a torture and exports it by that name. Prints what was counted and every broken promise.
 */
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Torture } from './torture.ts'

const APART = new Set(['run.ts', 'torture.ts'])
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !APART.has(file))
  .map((file) => file.slice(0, -'.ts'.length))
  .toSorted()

async function main(typed: readonly string[]): Promise<number> {
  const wanted = typed.filter((word) => !word.startsWith('--'))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.log(`No torture is called ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
    return 2
  }
  const often = Number(typed.find((word) => word.startsWith('--times='))?.slice('--times='.length))
  console.log(
    `Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores\n`,
  )
  let broken = 0
  for (const name of wanted.length > 0 ? wanted : names) {
    const { torture } = (await import(`./${name}.ts`)) as { torture: Torture }
    const { usual, full } = torture.times
    if (!(await survives(torture, often > 0 ? often : typed.includes('--full') ? full : usual))) broken++
  }
  return broken === 0 ? 0 : 1
}

async function survives(torture: Torture, times: number): Promise<boolean> {
  const began = performance.now()
  const { counts, broken, skipped } = await torture.run(times)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  const said = Object.entries(counts).map(([what, count]) => `${count} ${what}`)
  if (skipped !== undefined) said.push(`not done: ${skipped}`)
  console.log(`${broken.length === 0 ? 'held ' : 'BROKE'} ${torture.name}, ${seconds} s: ${said.join(', ')}`)
  for (const line of broken) console.log(`      ${line}`)
  return broken.length === 0
}

process.exitCode = await main(process.argv.slice(2))
