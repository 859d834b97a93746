import type { ReactNode, Ref } from 'react'
import './button.css'

interface ButtonProps {
  readonly children: ReactNode
  readonly press: () => void
  /** `main` is the one thing to do on a screen; `quiet` sits inside other things. */
  readonly look?: 'main' | 'plain' | 'quiet' | 'danger'
  readonly disabled?: boolean
  /** Its name, where what it shows is a picture. */
  readonly label?: string
  readonly title?: string
  readonly icon?: ReactNode
  readonly keys?: string
  readonly pressed?: boolean
  /** Whether what it opens is open. */
  readonly expanded?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button(props: ButtonProps) {
  const {
    children,
    press,
    look = 'plain',
    disabled = false,
    label,
    title,
    icon,
    keys,
    pressed,
    expanded,
    ref,
  } = props
  return (
    <button
      ref={ref}
      type="button"
      className={`button ${look}`}
      disabled={disabled}
      onClick={press}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      title={title}
    >
      {icon}
      {children}
      {keys === undefined ? null : <kbd aria-hidden="true">{keys}</kbd>}
    </button>
  )
}
