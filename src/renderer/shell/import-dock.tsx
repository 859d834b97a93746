import { useStore } from 'zustand'
import { ImportList } from '../screens/library/import-list.tsx'
import { useWindow } from '../state/window-state.ts'

/** Imports on the screens that are not the library. */
export function ImportDock() {
  const some = useStore(useWindow().imports, ({ imports }) => imports.length > 0)
  return some ? (
    <div className="import-dock">
      <ImportList foldable />
    </div>
  ) : null
}
