/** The window's own pictures: 16 by 16, one stroke, the colour of the text they stand in. */
import type { ReactNode } from 'react'

function Icon({ children, size = 16 }: { readonly children: ReactNode; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

interface Sized {
  readonly size?: number
}

export const LibraryIcon = (sized: Sized) => (
  <Icon {...sized}>
    <ellipse cx="8" cy="3.8" rx="5.5" ry="2" />
    <path d="M2.5 3.8v8.4c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V3.8M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2" />
  </Icon>
)
export const RunsIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="M2 13.5h12M2.5 10.5l3.2-3.6 2.8 2.2L13.5 3M10.3 3h3.2v3.2" />
  </Icon>
)
export const NewRunIcon = (sized: Sized) => (
  <Icon {...sized}>
    <circle cx="8" cy="8" r="6.2" />
    <path d="M6.6 5.4v5.2L10.8 8z" fill="currentColor" />
  </Icon>
)
export const HealthIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="M1.5 8.5h3l1.8-5 3 9.5 1.9-4.5h3.3" />
  </Icon>
)
export const DarkIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z" />
  </Icon>
)
export const LightIcon = (sized: Sized) => (
  <Icon {...sized}>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9" />
  </Icon>
)
export const SystemIcon = (sized: Sized) => (
  <Icon {...sized}>
    <rect x="1.8" y="2.8" width="12.4" height="8.4" rx="1.2" />
    <path d="M5.5 13.6h5" />
  </Icon>
)
export const SearchIcon = (sized: Sized) => (
  <Icon {...sized}>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.4 10.4 3.4 3.4" />
  </Icon>
)
export const WarningIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="M8 2.2 14.6 13.4H1.4z" />
    <path d="M8 6.4v3.2M8 11.5v.1" />
  </Icon>
)
export const FileIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="M9.2 1.8H4a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V5.6zM9.2 1.8v3.8H13" />
  </Icon>
)
export const CandlesIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="M4 1.8v2.4M4 10.4v2.8M12 2.8v2.6M12 9.8v4.4M8 3.4v2M8 12v2.2" />
    <rect x="2.6" y="4.2" width="2.8" height="6.2" rx=".6" />
    <rect x="6.6" y="5.4" width="2.8" height="6.6" rx=".6" fill="currentColor" />
    <rect x="10.6" y="5.4" width="2.8" height="4.4" rx=".6" />
  </Icon>
)
export const CloseIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="m4 4 8 8M12 4l-8 8" />
  </Icon>
)
export const CheckIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="m3 8.4 3.2 3.2L13 4.8" />
  </Icon>
)
export const DownIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
  </Icon>
)
export const DropIcon = (sized: Sized) => (
  <Icon {...sized}>
    <path d="M8 1.8v7.6M4.8 6.4 8 9.6l3.2-3.2M2 10.6v2.2a1.4 1.4 0 0 0 1.4 1.4h9.2a1.4 1.4 0 0 0 1.4-1.4v-2.2" />
  </Icon>
)
