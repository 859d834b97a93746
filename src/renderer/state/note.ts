import { createStore, type StoreApi } from 'zustand/vanilla'

export interface NoteState {
  readonly words: string | null
  readonly say: (words: string) => void
}

const SHOWN_MS = 5000

/** A calm sentence at the foot of the window, for a few seconds. */
export function noteStore(): StoreApi<NoteState> {
  let said = 0
  return createStore<NoteState>((set) => ({
    words: null,
    say(words) {
      said += 1
      const mine = said
      set({ words })
      setTimeout(() => {
        if (mine === said) set({ words: null })
      }, SHOWN_MS)
    },
  }))
}
