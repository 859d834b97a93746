/** Keyboard shortcuts of the whole window. */
import { useEffect } from 'react'

const isApple = /Mac|iPhone|iPad/.test(navigator.platform)
/** The modifier as the trader's keyboard names it. */
export const MODIFIER = isApple ? '⌘' : 'Ctrl '

const writes = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null
const dialogIsOpen = (): boolean => document.querySelector('dialog[open]') !== null

/**
 * Hears one shortcut while its owner is on screen: `mod+k`, `mod+Enter`, `Escape`, `n`. Keys
 * without a modifier keep still while the trader types, and Escape is a dialog's while one is open.
 */
export function useKey(keys: string, press: () => void): void {
  useEffect(() => {
    const modified = keys.startsWith('mod+')
    const key = modified ? keys.slice(4) : keys
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.key.toLowerCase() !== key.toLowerCase()) return
      if (key === 'Escape' && dialogIsOpen()) return
      if ((event.ctrlKey || event.metaKey) !== modified || event.altKey) return
      if (!modified && key !== 'Escape' && writes(event.target)) return
      event.preventDefault()
      press()
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [keys, press])
}
