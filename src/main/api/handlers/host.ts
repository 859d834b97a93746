import { Problem } from '../../../shared/problem.ts'
import { healthOf } from '../health.ts'
import type { Dialogs, Handlers, Rooms } from './rooms.ts'

/** The host itself: who is asking from where, its dialogs, and whether it is well. */
export function hostHandlers(
  rooms: Rooms,
): Handlers<
  'session.read' | 'health.read' | 'dialog.candles' | 'dialog.folder' | 'preference.list' | 'preference.write'
> {
  const { session, store, places, dialogs } = rooms
  const health = healthOf(rooms)
  return {
    'session.read': () => session,
    'health.read': health,
    async 'dialog.candles'() {
      const paths = await needed(dialogs).candles()
      return paths === null ? null : { paths }
    },
    async 'dialog.folder'() {
      const folder = await needed(dialogs).folder()
      if (folder === null) return null
      return { place: places.grant(folder), name: folder.split(/[/\\]/).findLast(Boolean) ?? folder }
    },
    'preference.list': () => ({ preferences: store.preferences.list() }),
    'preference.write'({ name, value }) {
      store.preferences.write(name, value)
      return {}
    },
  }
}

export function needed(dialogs: Dialogs | null): Dialogs {
  if (dialogs !== null) return dialogs
  throw new Problem(
    'NOT_SUPPORTED_HERE',
    {},
    'This window has no file dialogs of its own.',
    'Drop files on it, or save them from the browser.',
  )
}
