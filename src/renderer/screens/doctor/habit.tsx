import { useStore } from 'zustand'
import { Button } from '../../parts/button.tsx'
import { useWindow } from '../../state/window-state.ts'
import { differences } from './differences.ts'

/** How files of this folder were read the last time, offered where this one would be read otherwise. */
export function Habit() {
  const { habit, look, useHabit: adopt } = useStore(useWindow().doctor)
  const words = habit === null || look.seen === null ? [] : differences(habit, look.seen.settings)
  if (words.length === 0) return null
  return (
    <div className="doctor-habit">
      <p>
        Files of this folder were last read with <b>{words.join(', ')}</b>.
      </p>
      <Button press={adopt}>Read this one so too</Button>
    </div>
  )
}
