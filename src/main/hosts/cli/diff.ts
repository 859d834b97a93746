import { command } from './command.ts'
import { namedRun } from './named-run.ts'
import { table } from './table.ts'

export const diff = command({
  name: 'diff',
  does: 'Say where two runs part ways: the first input, decision and trade that differ',
  takes: 'RUN RUN',
  flags: {},
  example: 'tapedeck diff 3f9a1c 7b20e4',
  async run(given, desk) {
    const client = await desk.client()
    const [first = '', second = ''] = given.rest
    const found = await client.ask('run.diff', {
      run: await namedRun(client, first),
      other: await namedRun(client, second),
    })
    const rows = found.inputs.map((input) => [input.field, input.first, input.second])
    const inputs = table([{ title: 'Input' }, { title: 'First' }, { title: 'Second' }], rows)
    return { json: found, text: [...found.words, ...(rows.length > 1 ? ['', inputs] : [])].join('\n') }
  },
})
