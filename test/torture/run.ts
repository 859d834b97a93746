/**
 * `npm run torture`: everything that is cruel, at the size that takes minutes; `-- --full` at the size
 * that takes hours; `-- kills races` only those, `-- --times=5` as often as that. Prints what was counted
 * and every broken promise.
 */
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import type { Torture } from './torture.ts'

const typed = process.argv.slice(2)
const isFull = typed.includes('--full')
const often = Number(typed.find((word) => word.startsWith('--times='))?.slice('--times='.length))
const wanted = typed.filter((word) => !word.startsWith('--'))

const APART = new Set(['run.ts', 'torture.ts'])
const files = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.ts') && !APART.has(name))
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace('.ts', '')))
  .sort()

console.log(`Node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores\n`)
let isBroken = false
for (const file of files) {
  const { torture } = (await import(new URL(file, import.meta.url).href)) as { torture: Torture }
  const began = performance.now()
  const times = often > 0 ? often : isFull ? torture.times.full : torture.times.usual
  const { counts, broken, skipped } = await torture.run(times)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  const said = Object.entries(counts).map(([what, count]) => `${count} ${what}`)
  if (skipped !== undefined) said.push(`not done: ${skipped}`)
  console.log(`${broken.length === 0 ? 'held ' : 'BROKE'} ${torture.name}, ${seconds} s: ${said.join(', ')}`)
  for (const line of broken) console.log(`      ${line}`)
  isBroken ||= broken.length > 0
}
process.exitCode = isBroken ? 1 : 0
