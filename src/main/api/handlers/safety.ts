import type { Safety } from '../../../shared/safety.ts'
import { whoIsIt } from '../asking.ts'
import { readLog } from '../log.ts'
import type { Handlers, Rooms } from './rooms.ts'

const LINES = 200

/** What stops things from being begun: the kill switch, the read-only mode and the limits. And the log. */
export function safetyHandlers({
  home,
  admission,
  killSwitch,
  limits,
  trail,
  events,
  log,
}: Rooms): Handlers<
  'safety.read' | 'killSwitch.set' | 'readOnly.set' | 'limit.list' | 'limit.set' | 'log.read'
> {
  const safety = (): Safety => ({ killSwitch: killSwitch.read(), readOnly: admission.isReadOnly })
  const changed = (): Safety => {
    const now = safety()
    events.tell('safety.changed', now)
    return now
  }
  const note = (facts: { readonly [name: string]: string | number | boolean | null }) => {
    log.write('setting.changed', { who: whoIsIt(), ...facts })
    trail.tell({ event: 'setting_changed', operation: null, run: null, facts })
  }
  return {
    'safety.read': safety,
    'killSwitch.set'({ engaged, reason }) {
      killSwitch.set(engaged, reason)
      return changed().killSwitch
    },
    'readOnly.set'({ readOnly }) {
      admission.setReadOnly(readOnly)
      note({ name: 'readOnly', value: readOnly })
      return changed()
    },
    'limit.list': () => ({ limits: limits.list() }),
    'limit.set'({ name, value, advanced = false }) {
      const limit = limits.set(name, value, advanced)
      note({ name, value: limit.value })
      return limit
    },
    'log.read': ({ most = LINES }) => ({ lines: readLog(home.logs, most) }),
  }
}
