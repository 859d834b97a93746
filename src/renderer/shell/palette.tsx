import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { SearchIcon } from '../parts/icons.tsx'
import { type Command, useCommands } from './commands.ts'
import { ranked } from './match.ts'
import './palette.css'

/** More than anyone reads; the rest is a letter away. */
const SHOWN = 50

/** Find anything by typing: commands, datasets, strategies, runs. */
export function Palette({
  close,
  openCandles,
}: {
  readonly close: () => void
  readonly openCandles: () => void
}) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const commands = useCommands(openCandles)
  const found = ranked(typed, commands, ({ title, about, group }) => ({ title, about: `${group} ${about}` }))
  const shown = found.slice(0, SHOWN)

  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])

  const act = (command: Command | undefined) => {
    if (command === undefined) return
    close()
    command.act()
  }
  const keyed = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && shown.length > 0) {
      event.preventDefault()
      setAt((at + step + shown.length) % shown.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      act(shown[at])
    }
  }

  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label="Command palette"
      onClose={close}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      <div className="palette-typed">
        <SearchIcon />
        <input
          role="combobox"
          aria-label="Search commands, datasets, strategies and runs"
          aria-expanded="true"
          aria-controls={`${id}-found`}
          aria-activedescendant={shown.length === 0 ? undefined : `${id}-${at}`}
          placeholder="Find a command, dataset, strategy or run"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={keyed}
        />
        <kbd>Esc</kbd>
      </div>
      <ul id={`${id}-found`} role="listbox" aria-label="Found">
        {shown.map((command, index) => (
          <li
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onMouseMove={() => setAt(index)}
            onClick={() => act(command)}
          >
            <span className="palette-title">{command.title}</span>
            <span className="palette-about">{command.about}</span>
            <span className="palette-group">{command.group}</span>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="palette-none">Nothing here is called that.</p> : null}
    </dialog>
  )
}
