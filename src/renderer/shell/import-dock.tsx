import { useStore } from 'zustand'
import { ImportList } from '../screens/library/import-list.tsx'
import { useWindow } from '../state/window-state.ts'

/** Imports, at the foot of every screen: what is above keeps its place while they come and go. */
export function ImportDock({ folded }: { readonly folded: boolean }) {
  const some = useStore(useWindow().imports, ({ imports }) => imports.length > 0)
  return some ? (
    <div className="import-dock">
      <ImportList folded={folded} />
    </div>
  ) : null
}
