import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { namedRun } from './named-run.ts'

export const ticket = command({
  name: 'ticket',
  does: 'Write a trade as an order ticket; nothing is sent',
  takes: 'RUN',
  flags: {
    trade: text('N', 'Which trade, 1 for the first'),
    prefix: text('TEXT', 'What the order’s id begins with; ANX4 where not said'),
  },
  example: 'tapedeck ticket 3f9a1c --trade 12',
  async run(given, desk) {
    const typed = given.text('trade') ?? ''
    if (!/^[1-9]\d{0,8}$/.test(typed)) {
      throw usage('trade', 'A ticket is of one trade.', 'Write --trade 1 for the first.')
    }
    const client = await desk.client()
    const run = await namedRun(client, given.rest[0] ?? '')
    const prefix = given.text('prefix')
    const asked = { run, trade: Number(typed), ...(prefix === undefined ? {} : { prefix }) }
    const { payload, notes } = await client.ask('ticket.read', asked)
    return { json: payload, text: [JSON.stringify(payload, null, 2), ...notes].join('\n') }
  },
})
