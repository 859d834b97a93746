import { useStore } from 'zustand'
import { useClient } from '../client-context.ts'

/** Says so, quietly, when the host does not answer; what is on screen stays readable. */
export function LinkBar() {
  const link = useStore(useClient().link)
  if (link.is === 'open' || link.is === 'joining') return null
  return (
    <div className={`link-bar ${link.is}`} role="status">
      {link.is === 'away'
        ? 'Tapedeck does not answer. Reconnecting…'
        : 'Tapedeck was started anew. Open the address that it printed, with its token.'}
    </div>
  )
}
