import type { Door } from '../../../shared/contract.ts'
import { usage } from './arguments.ts'
import { command, texts, yes } from './command.ts'
import { table } from './table.ts'

export const limits = command({
  name: 'limits',
  does: 'List the limits of this data folder, or set some of them',
  takes: '',
  flags: {
    set: texts('NAME=NUMBER', 'Set a limit; NAME=usual takes its default back; may be repeated'),
    advanced: yes('Allow a limit that is looser than usual'),
  },
  example: 'tapedeck limits --set runsPerMinute=30 --set rows=usual',
  async run(given, desk) {
    const client = await desk.client()
    const door: Door = client
    for (const pair of given.texts('set')) {
      const { name, value } = read(pair)
      await door.ask('limit.set', { name, value, advanced: given.has('advanced') })
    }
    const { limits } = await client.ask('limit.list', {})
    const rows = limits.map(({ name, value, usual, most, unit, about }) => [
      name,
      String(value),
      value === usual ? '' : String(usual),
      String(most),
      unit,
      about,
    ])
    return { json: { limits }, text: table(COLUMNS, rows) }
  },
})

const COLUMNS = [
  { title: 'Limit' },
  { title: 'Value', align: 'right' },
  { title: 'Usual', align: 'right' },
  { title: 'Most', align: 'right' },
  { title: 'Unit' },
  { title: 'About' },
] as const

function read(pair: string): { name: string; value: number | null } {
  const [name = '', text = ''] = pair.split('=')
  if (text === 'usual') return { name, value: null }
  if (name !== '' && /^\d{1,15}$/.test(text)) return { name, value: Number(text) }
  throw usage('set', `“${pair}” sets no limit.`, 'Write --set NAME=NUMBER, or NAME=usual.')
}
