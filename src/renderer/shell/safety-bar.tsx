/** The kill switch: one press engages it, and releasing it asks why. It is never to be overlooked. */
import { useState } from 'react'
import { useStore } from 'zustand'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { useWindow } from '../state/window-state.ts'
import './safety-bar.css'

export const PRESSED = 'Stop was pressed'

/** Stopping needs no second thought, and so no second press. */
export function KillButton() {
  const { safety: store } = useWindow()
  const { safety, flip } = useStore(store)
  if (safety === null || safety.killSwitch.engaged) return null
  return (
    <Button
      look="danger"
      label="Engage the kill switch"
      title="Cancels what is under way and refuses anything new, in every process, until it is released"
      press={() => void flip(true, PRESSED)}
    >
      Stop
    </Button>
  )
}

export function SafetyBar() {
  const { safety: store } = useWindow()
  const { safety, trouble } = useStore(store)
  const [isReleasing, setReleasing] = useState(false)
  if (safety === null) return trouble === null ? null : <p className="safety-bar">{trouble.message}</p>
  const { killSwitch, readOnly } = safety
  if (!killSwitch.engaged) {
    return readOnly ? (
      <p className="safety-bar read-only" role="status">
        <strong>Read-only.</strong> What is here can be read; nothing is made.
      </p>
    ) : null
  }
  return (
    <div className="safety-bar" role="alert">
      <p>
        <strong>The kill switch is engaged.</strong> Nothing is begun until it is released.
        {killSwitch.who === null ? '' : ` By ${killSwitch.who}`}
        {killSwitch.reason === null ? '' : `: ${killSwitch.reason}`}
      </p>
      {trouble === null ? null : <p>{`${trouble.message} ${trouble.hint}`}</p>}
      {isReleasing ? (
        <Release close={() => setReleasing(false)} />
      ) : (
        <Button press={() => setReleasing(true)}>Release…</Button>
      )}
    </div>
  )
}

function Release({ close }: { readonly close: () => void }) {
  const { flip } = useStore(useWindow().safety)
  const [reason, setReason] = useState('')
  return (
    <form
      className="release"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim() !== '') void flip(false, reason).then(close)
      }}
    >
      <TextField label="Why may it be released?" value={reason} change={setReason} />
      <Button
        look="danger"
        disabled={reason.trim() === ''}
        press={() => void flip(false, reason).then(close)}
      >
        Release the kill switch
      </Button>
      <Button look="quiet" press={close}>
        Keep it engaged
      </Button>
    </form>
  )
}
