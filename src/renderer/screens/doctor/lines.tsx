import { Fragment, type Ref } from 'react'
import type { InspectedLine } from '../../../shared/dataset.ts'
import { count, plural } from '../../parts/format.ts'

/** The file as it is written, and beside it the candles as they are read. */
export function Lines({
  lines,
  only,
  top,
}: {
  readonly lines: readonly InspectedLine[]
  /** Only lines that are wrong. */
  readonly only: boolean
  readonly top: Ref<HTMLDivElement>
}) {
  const shown = only ? lines.filter(({ problem }) => problem !== null) : lines
  return (
    <div className="lines" ref={top} tabIndex={0} role="region" aria-label="Lines of the file">
      <table>
        <thead>
          <tr>
            <th>Line</th>
            <th>As it is written</th>
            <th>Time, UTC</th>
            <th>Open</th>
            <th>High</th>
            <th>Low</th>
            <th>Close</th>
            <th>Volume</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line, index) => {
            const before = shown[index - 1]
            const skipped = before === undefined ? 0 : line.line - before.line - 1
            return (
              <Fragment key={line.line}>
                {skipped > 0 && !only ? (
                  <tr className="skipped">
                    <td colSpan={8}>{plural(skipped, 'line')} not shown</td>
                  </tr>
                ) : null}
                <Row line={line} />
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Row({ line: { line, text, is, candle, problem } }: { readonly line: InspectedLine }) {
  const kind = problem !== null ? 'bad' : candle === null ? 'other' : undefined
  return (
    <>
      <tr className={kind} data-line={line}>
        <td>{count(line)}</td>
        <td title={text}>
          <code>{text === '' ? ' ' : text}</code>
        </td>
        {candle === null ? (
          <td colSpan={6} className="none">
            {problem !== null ? problem.code : text.trim() === '' ? 'blank' : OTHER[is]}
          </td>
        ) : (
          <>
            <td>{written(candle.time)}</td>
            <td>{candle.open}</td>
            <td>{candle.high}</td>
            <td>{candle.low}</td>
            <td>{candle.close}</td>
            <td>{candle.volume ?? '–'}</td>
          </>
        )}
      </tr>
      {problem === null ? null : (
        <tr className="line-why">
          <td />
          <td colSpan={7}>
            <strong>{problem.message}</strong>
          </td>
        </tr>
      )}
    </>
  )
}

const OTHER = {
  title: 'above the table',
  header: 'names of the columns',
  remark: 'a remark',
  bad: 'wrong',
  'left out': 'left out',
  candle: '',
} as const

/** `2024-01-01 09:30`: the seconds only where there are any, the zone is in the header. */
const written = (time: number): string =>
  new Date(time)
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.000Z$/, '')
    .replace('Z', '')
