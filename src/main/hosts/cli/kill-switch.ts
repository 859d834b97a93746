import type { KillSwitch } from '../../../shared/safety.ts'
import { usage } from './arguments.ts'
import { command, text } from './command.ts'
import { iso } from './figures.ts'

export const killSwitch = command({
  name: 'kill-switch',
  does: 'Stop everything and refuse anything new, or release it again; alone it says how it stands',
  takes: '[ON|OFF]',
  flags: { reason: text('TEXT', 'Why; it is written into the audit trail') },
  example: 'tapedeck kill-switch on --reason "strange fills, looking into it"',
  async run(given, desk) {
    const client = await desk.client()
    const [typed] = given.rest
    if (typed === undefined) return told((await client.ask('safety.read', {})).killSwitch)
    if (typed !== 'on' && typed !== 'off') {
      throw usage(
        'kill-switch',
        `“${typed}” is neither on nor off.`,
        'Write kill-switch on or kill-switch off.',
      )
    }
    const reason = given.text('reason')
    if (reason === undefined || reason.trim() === '') {
      throw usage('reason', 'The reason is missing.', 'Write --reason TEXT; it is kept with the flip.')
    }
    return told(await client.ask('killSwitch.set', { engaged: typed === 'on', reason }))
  },
})

function told(state: KillSwitch) {
  const { engaged, by, who, reason, at } = state
  const last = at === null ? '' : ` Last flipped by ${who} at ${iso(at)}: ${reason}`
  const text = engaged
    ? `The kill switch is ENGAGED (${by.join(', ')}).${last}`
    : `The kill switch is off.${last}`
  return { json: { ...state, at: at === null ? null : iso(at) }, text }
}
