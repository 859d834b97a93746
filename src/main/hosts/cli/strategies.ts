import type { ParameterCard } from '../../../shared/strategy.ts'
import { command } from './command.ts'
import { table } from './table.ts'

export const strategies = command({
  name: 'strategies',
  does: 'List the strategies and their parameters',
  takes: '',
  flags: {},
  example: 'tapedeck strategies',
  async run(_given, desk) {
    const { strategies } = await (await desk.client()).ask('strategy.list', {})
    const rows = strategies.map(({ id, title, params }) => [id, title, params.map(briefly).join('  ')])
    return {
      json: { strategies },
      text: table(
        [{ title: 'Strategy' }, { title: 'Title' }, { title: 'Parameters (default, range)' }],
        rows,
      ),
    }
  },
})

function briefly({ name, initial, from, to, choices }: ParameterCard): string {
  const range = from === undefined || to === undefined ? choices?.join('|') : `${from}–${to}`
  return range === undefined ? `${name}=${initial}` : `${name}=${initial} (${range})`
}
