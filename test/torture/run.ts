/**
 * `npm run torture`: what takes too long for every change. Each file beside this one is a torture
 * and exports it by that name; `npm run torture imports` runs the named ones only.
 */
import { readdirSync } from 'node:fs'
import type { Torture } from './torture.ts'

const NOT_ONE = new Set(['run.ts', 'torture.ts'])
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !NOT_ONE.has(file))
  .map((file) => file.slice(0, -'.ts'.length))

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.log(`No torture is called ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
    return 2
  }
  let failed = 0
  for (const name of wanted.length > 0 ? wanted : names) if (!(await survives(name))) failed++
  return failed === 0 ? 0 : 1
}

async function survives(name: string): Promise<boolean> {
  const { torture } = (await import(`./${name}.ts`)) as { torture: Torture }
  const began = performance.now()
  console.log(`${name}: ${torture.title}`)
  try {
    const seen = await torture.run((progress) => console.log(`  ${progress}`))
    console.log(`  held, ${((performance.now() - began) / 1000).toFixed(0)} s: ${seen}`)
    return true
  } catch (error) {
    console.log('  gave way:', error)
    return false
  }
}

process.exitCode = await main(process.argv.slice(2))
