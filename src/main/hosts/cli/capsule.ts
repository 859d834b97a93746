import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { usage } from './arguments.ts'
import { command, text, type Given, type Told } from './command.ts'
import type { Desk } from './desk.ts'
import { namedRun } from './named-run.ts'
import { verified } from './verify.ts'
import { writing } from './writing.ts'

export const capsule = command({
  name: 'capsule',
  does: 'Move a run as one file, its candles included: capsule export RUN, capsule import FILE',
  takes: 'ACTION RUN|FILE',
  flags: { out: text('FILE', 'Where an export goes; the exports folder of the data folder where not said') },
  example: 'tapedeck capsule export 3f9a1c --out cross.tapedeck',
  run(given, desk) {
    const [verb = '', what = ''] = given.rest
    if (verb === 'export') return exported(given, desk, what)
    if (verb === 'import') return imported(desk, what)
    throw usage('ACTION', `“${verb}” is nothing a capsule does.`, 'Write export or import.')
  },
})

async function exported(given: Given<'out'>, desk: Desk, typed: string): Promise<Told> {
  const client = await desk.client()
  const run = await namedRun(client, typed)
  const out = given.text('out')
  const { operation } = await client.ask('capsule.export', {
    run,
    ...(out === undefined
      ? {}
      : { name: basename(out), place: await desk.grant(await folder(dirname(desk.path(out)))) }),
  })
  const result = await desk.follow(operation, 'export')
  const files = result.files.map(({ name }) => join(result.folder, name))
  const { identical } = await verified(desk, run)
  return { json: { runId: run, identical, files }, text: files.join('\n') }
}

async function folder(path: string): Promise<string> {
  await writing(path, () => mkdir(path, { recursive: true }))
  return path
}

async function imported(desk: Desk, typed: string): Promise<Told> {
  const client = await desk.client()
  const { operation } = await client.ask('capsule.import', { source: { path: desk.path(typed) } })
  const { run, identical, reused } = await desk.follow(operation, 'capsule')
  const said = reused ? 'It is here already' : 'Taken in'
  return {
    json: { runId: run, identical, reused },
    text: `${said}; computed again, byte for byte the same\nRun  ${run}`,
  }
}
