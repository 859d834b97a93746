/** A series at a glance: where it came from and where it went. No axes, no promises. */
export function Sparkline({
  values,
  width = 120,
  height = 28,
  label,
}: {
  readonly values: readonly number[]
  readonly width?: number
  readonly height?: number
  readonly label: string
}) {
  const low = Math.min(...values)
  const reach = Math.max(...values) - low
  const points = values
    .map((value, index) => {
      const x = values.length < 2 ? width / 2 : (index / (values.length - 1)) * (width - 2) + 1
      const share = reach === 0 ? 0.5 : (value - low) / reach
      const y = height - 2 - share * (height - 4)
      return `${x.toFixed(1)},${y.toFixed(1)}`
    })
    .join(' ')
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polyline
        points={points}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.25"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}
