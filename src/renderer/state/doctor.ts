/** A file that is looked at before it is imported: how it would be read, and what of that was chosen. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client, ImportSource } from '../../shared/contract.ts'
import type { ImportSettings, Inspection } from '../../shared/dataset.ts'
import { Problem, type ProblemShape } from '../../shared/problem.ts'
import { folderOf, habitOf, keepHabit } from './folder-habits.ts'
import { type GivenFile, type Import, nameOf } from './imports.ts'
import { latest } from './loaded.ts'
import { sendFile } from './upload.ts'

export interface Patient {
  readonly key: number
  readonly given: GivenFile
  readonly name: string
  /** The import that was refused and sent it here. */
  readonly refused: number | null
}

/** What was seen before stays on the screen while it is looked at with other settings. */
export type Look =
  | { readonly is: 'waiting'; readonly seen: Inspection | null }
  | { readonly is: 'ready'; readonly seen: Inspection }
  | { readonly is: 'refused'; readonly seen: Inspection | null; readonly because: ProblemShape }

export interface DoctorState {
  readonly patient: Patient | null
  /** What the trader chose; the rest is recognised. */
  readonly settings: ImportSettings
  readonly look: Look
  /** How files of this folder were read the last time. */
  readonly habit: ImportSettings | null
  readonly open: (given: GivenFile) => void
  /** A file that an import refused, with the settings that it was refused with. */
  readonly admit: (item: Import) => void
  /** Null lets go of a choice, and what is recognised holds again. */
  readonly choose: <K extends keyof ImportSettings>(name: K, value: ImportSettings[K] | null) => void
  readonly useHabit: () => void
  readonly again: () => void
  /** The way it is read now is remembered for its folder. */
  readonly remember: () => void
  readonly close: () => void
}

const NOTHING = { patient: null, settings: {}, look: { is: 'waiting', seen: null }, habit: null } as const

export function doctorStore(client: Client): StoreApi<DoctorState> {
  /** A file without a path is sent once, however often it is looked at. */
  let sent: { readonly file: File; readonly source: Promise<ImportSource | null> } | null = null
  let lastKey = 0
  let answer = answerFor(null)

  const store = createStore<DoctorState>((set, get) => ({
    ...NOTHING,
    open: (given) => begin({ given, name: nameOf(given), refused: null }, {}),
    admit({ given, name, key, settings }) {
      if (given.is === 'path' || given.is === 'file') begin({ given, name, refused: key }, settings)
    },
    choose(name, value) {
      const { [name]: _, ...others } = get().settings
      set({ settings: value === null ? others : { ...others, [name]: value } })
      look()
    },
    useHabit() {
      const { habit, settings } = get()
      if (habit === null) return
      set({ settings: { ...settings, ...habit }, habit: null })
      look()
    },
    again: () => look(),
    remember() {
      const { patient, look } = get()
      const folder = patient === null ? null : folderOf(patient.given)
      if (folder === null || look.is !== 'ready') return
      // A habit that can't be kept is no reason not to import.
      keepHabit(client, folder, look.seen.settings).catch(() => undefined)
    },
    close() {
      sent = null
      set(NOTHING)
    },
  }))

  function begin(about: Omit<Patient, 'key'>, settings: ImportSettings): void {
    lastKey += 1
    const patient = { ...about, key: lastKey }
    answer = answerFor(patient)
    sent = null
    store.setState({ ...NOTHING, patient, settings })
    look()
    recall(patient).catch(() => undefined)
  }

  /** Without its habits a folder is one like any other. */
  async function recall(patient: Patient): Promise<void> {
    const folder = folderOf(patient.given)
    const habit = folder === null ? null : await habitOf(client, folder)
    if (store.getState().patient === patient) store.setState({ habit })
  }

  function look(): void {
    const { patient, settings, look } = store.getState()
    if (patient === null) return
    store.setState({ look: { is: 'waiting', seen: look.seen } })
    void answer(inspect(patient.given, settings))
  }

  /** An answer that comes when another file lies on the table is dropped. */
  function answerFor(patient: Patient | null) {
    return latest<Inspection>((loaded) => {
      if (store.getState().patient !== patient) return
      const { seen } = store.getState().look
      if (loaded.is === 'ready') store.setState({ look: { is: 'ready', seen: loaded.value } })
      else if (loaded.is === 'refused')
        store.setState({ look: { is: 'refused', because: loaded.because, seen } })
    })
  }

  async function inspect(given: GivenFile, settings: ImportSettings): Promise<Inspection> {
    const source = await sourceOf(given)
    try {
      return await client.ask('dataset.inspect', { source, settings })
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== 'UPLOAD_NOT_FOUND') throw thrown
      // What was sent was used up, or waited too long.
      sent = null
      return client.ask('dataset.inspect', { source: await sourceOf(given), settings })
    }
  }

  async function sourceOf(given: GivenFile): Promise<ImportSource> {
    if (given.is === 'path') return { path: given.path }
    const { file } = given
    if (sent?.file !== file) sent = { file, source: send(file) }
    const source = await sent.source.catch((thrown: unknown) => {
      sent = null
      throw thrown
    })
    if (source === null) throw new TypeError('a file was sent that nobody looks at any more')
    return source
  }

  async function send(file: File): Promise<ImportSource | null> {
    const isWanted = () => {
      const given = store.getState().patient?.given
      return given?.is === 'file' && given.file === file
    }
    const upload = await sendFile(client, file, isWanted)
    return upload === null ? null : { upload }
  }
  return store
}
