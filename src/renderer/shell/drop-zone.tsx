import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useClient } from '../client-context.ts'
import { DropIcon } from '../parts/icons.tsx'
import type { GivenFile } from '../state/imports.ts'
import { useWindow } from '../state/window-state.ts'
import './drop-zone.css'

/** The whole window takes files, whatever screen it shows. */
export function DropZone() {
  const client = useClient()
  const { imports, doctor, route } = useWindow()
  const [over, setOver] = useState(false)

  useEffect(() => {
    // Every element on the way fires its own enter and leave; only their balance means anything.
    let depth = 0
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth += 1
      setOver(true)
    }
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event) || event.dataTransfer === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    }
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      const files = Array.from(event.dataTransfer?.files ?? [])
      const dropped = files.map((file): GivenFile => {
        const path = client.pathOf(file)
        return path === '' ? { is: 'file', file } : { is: 'path', path, name: file.name }
      })
      const [only, ...others] = dropped
      // One file on the doctor's table is meant to be looked at.
      if (route.getState().is === 'doctor' && only !== undefined && others.length === 0) {
        doctor.getState().open(only)
      } else imports.getState().take(dropped)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragover', hover)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragover', hover)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [client, imports, doctor, route])

  const isLookedAt = useStore(route, ({ is }) => is === 'doctor')
  if (!over) return null
  return (
    <div className="drop-zone">
      <div>
        <DropIcon size={28} />
        <p>{isLookedAt ? 'Drop a file to see how it is read' : 'Drop files of candles to import them'}</p>
        <p className="drop-zone-kinds">
          Any table with a time, open, high, low and close: .csv, .txt, .tsv, also in .gz and .zip
        </p>
      </div>
    </div>
  )
}
