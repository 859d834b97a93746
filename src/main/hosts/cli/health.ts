import { HEALTH_PARTS } from '../../../shared/health.ts'
import { PROBLEMS } from '../../../shared/problem.ts'
import { command } from './command.ts'
import { table } from './table.ts'

export const health = command({
  name: 'health',
  does: 'Say whether everything works',
  takes: '',
  flags: {},
  example: 'tapedeck health --json',
  async run(_given, desk) {
    const health = await (await desk.client()).ask('health.read', {})
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
