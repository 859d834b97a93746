import { basename } from 'node:path'
import { readOnlyRefusal } from '../../api/admission.ts'
import { restoreInto } from '../../api/rescue.ts'
import { command } from './command.ts'

export const restore = command({
  name: 'restore',
  does: 'Put a backup in the place of the store, after copying what is there',
  takes: 'FILE',
  flags: {},
  example: 'tapedeck restore tapedeck-2026-11-21T124055.123Z-daily.db',
  async run(given, desk) {
    if (desk.readOnly) throw readOnlyRefusal()
    const [typed = ''] = given.rest
    const isName = basename(typed) === typed
    // Not through the client: the store that it would open may be the one that is damaged.
    await restoreInto(desk.home, isName ? typed : desk.path(typed))
    const { total } = await (await desk.client()).ask('run.list', { limit: 1 })
    return {
      json: { restored: basename(typed), runs: total },
      text: `Restored ${basename(typed)}: ${total} runs, with those made since found again by their folders.`,
    }
  },
})
