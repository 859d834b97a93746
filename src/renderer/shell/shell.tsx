/** What surrounds every screen: rail, top bar, drops, the palette, and what the host has to say. */
import { type ReactNode, useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { useClient } from '../client-context.ts'
import { useKey } from '../parts/keys.ts'
import { useWindow } from '../state/window-state.ts'
import { DropZone } from './drop-zone.tsx'
import { ImportDock } from './import-dock.tsx'
import { LinkBar } from './link-bar.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { SafetyBar } from './safety-bar.tsx'
import { TopBar } from './top-bar.tsx'
import { useOpenCandles } from './open-candles.ts'
import './shell.css'

export function Shell({ children }: { readonly children: ReactNode }) {
  const { route, note } = useWindow()
  const at = useStore(route, ({ is }) => is)
  const words = useStore(note, ({ words }) => words)
  const [searching, setSearching] = useState(false)
  const openPalette = useCallback(() => setSearching(true), [])
  const openCandles = useOpenCandles(useClient())
  useKey('mod+k', openPalette)
  useKey('mod+o', openCandles)

  return (
    <div className="shell">
      <button type="button" className="skip" onClick={() => document.getElementById('screen')?.focus()}>
        Skip to the screen
      </button>
      <Rail at={at} />
      <div className="stage">
        <TopBar search={openPalette} />
        <SafetyBar />
        <LinkBar />
        <main id="screen" className="screen" tabIndex={-1}>
          {children}
        </main>
        <ImportDock key={at} folded={at !== 'library'} />
        <div className="note" role="status">
          {words}
        </div>
      </div>
      <DropZone />
      {searching ? <Palette close={() => setSearching(false)} openCandles={openCandles} /> : null}
    </div>
  )
}
