/** Times as the report prints them: UTC, to the minute, without a time of day where there is none. */
const iso = (time: number): string => new Date(time).toISOString()

export const day = (time: number): string => iso(time).slice(0, 10)

export function moment(time: number): string {
  const text = iso(time)
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ')
}

/** `3 d 4 h`, the two largest parts. */
export function span(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const
  const said = parts.filter(([count]) => count > 0).slice(0, 2)
  return said.length === 0
    ? `${Math.round(ms / 1000)} s`
    : said.map(([count, unit]) => `${count} ${unit}`).join(' ')
}

export { iso }
