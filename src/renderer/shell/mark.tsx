/** Two reels and the tape between them. */
export function Mark() {
  return (
    <svg className="mark" width="28" height="28" viewBox="0 0 28 28" role="img" aria-label="Tapedeck">
      <rect x="1" y="5" width="26" height="18" rx="4" fill="var(--raised)" stroke="var(--line-strong)" />
      <circle cx="9" cy="12.2" r="2.8" fill="none" stroke="var(--accent)" strokeWidth="1.6" />
      <circle cx="19" cy="12.2" r="2.8" fill="none" stroke="var(--accent)" strokeWidth="1.6" />
      <path d="M7.5 22.5 9.2 19h9.6l1.7 3.5" fill="none" stroke="var(--accent)" strokeWidth="1.4" />
    </svg>
  )
}
