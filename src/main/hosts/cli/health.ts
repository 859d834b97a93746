import { type Health, HEALTH_PARTS, type HealthPart, type HealthPartName } from '../../../shared/health.ts'
import { Problem, PROBLEMS } from '../../../shared/problem.ts'
import { command } from './command.ts'
import type { Desk } from './desk.ts'
import { table } from './table.ts'

export const health = command({
  name: 'health',
  does: 'Say whether everything works',
  takes: '',
  flags: {},
  example: 'tapedeck health --json',
  async run(_given, desk) {
    const health = await healthOf(desk)
    const rows = HEALTH_PARTS.map((name) => {
      const { ok, code, detail } = health.parts[name]
      return [ok ? 'ok' : 'not ok', name, code, detail]
    })
    return {
      json: health,
      text: table([{ title: 'State' }, { title: 'Part' }, { title: 'Code' }, { title: 'Detail' }], rows),
      exit: health.ok ? 0 : PROBLEMS.STORE_UNAVAILABLE.exit,
    }
  },
})

async function healthOf(desk: Desk): Promise<Health> {
  try {
    return await (await desk.client()).ask('health.read', {})
  } catch (error) {
    if (error instanceof Problem && error.code !== 'INTERNAL') return unopened(error)
    throw error
  }
}

/** A home that can not even be opened is the very thing that health is asked about. */
function unopened({ code, message }: Problem): Health {
  const part = (name: HealthPartName): HealthPart =>
    name === 'store'
      ? { ok: false, code, detail: message }
      : { ok: false, code, detail: 'Not looked at: the store can not be opened.' }
  const parts = Object.fromEntries(HEALTH_PARTS.map((name) => [name, part(name)])) as Health['parts']
  return { ok: false, parts }
}
