import type { Dataset, Quality } from '../../../shared/dataset.ts'
import { Button } from '../../parts/button.tsx'
import { Fact, Facts } from '../../parts/facts.tsx'
import { bytes, candleTime, count, moment, percent, plural, span } from '../../parts/format.ts'
import { CandlesIcon, NewRunIcon } from '../../parts/icons.tsx'
import { Panel } from '../../parts/panel.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { formatRoute, go } from '../../state/route.ts'
import { TimeStrip } from '../dataset/time-strip.tsx'
import { QualityBadges } from './quality-badges.tsx'
import './dataset-details.css'

/** One dataset: what it is, how good it is, what was recognised in the file and why. */
export function DatasetDetails({ dataset }: { readonly dataset: Dataset | null }) {
  if (dataset === null) return <aside className="details" />
  const { symbol, timeframe, rows, start, end, quality, source } = dataset
  return (
    <Panel
      className="details"
      title={`${symbol} · ${timeframe}`}
      actions={
        <>
          <Button
            icon={<CandlesIcon size={14} />}
            press={() => go({ is: 'dataset', dataset: dataset.datasetId, gap: null })}
          >
            Chart
          </Button>
          <Button
            look="main"
            icon={<NewRunIcon size={14} />}
            press={() => go({ is: 'new-run', dataset: dataset.datasetId, strategy: null })}
          >
            New run
          </Button>
        </>
      }
    >
      <Sparkline values={dataset.sparkline} width={330} height={72} label={`Closes of ${symbol}`} />
      <div className="details-badges">
        <QualityBadges dataset={dataset} />
      </div>
      <Facts>
        <Fact title="Candles" value={count(rows)} />
        <Fact title="First" value={`${candleTime(start, timeframe)} UTC`} />
        <Fact title="Last" value={`${candleTime(end, timeframe)} UTC`} />
        <Fact title="Replays at" value={dataset.timeframes.join('  ')} />
        <Fact title="Price decimals" value={count(dataset.priceDecimals)} />
        <Fact title="Volume" value={dataset.hasVolume ? 'yes' : 'none in the file'} />
      </Facts>
      <h3>Quality</h3>
      <TimeStrip dataset={dataset} show={(gap) => go({ is: 'dataset', dataset: dataset.datasetId, gap })} />
      <Facts>
        <Fact title="Gaps" value={gapWords(quality)} />
        <Fact title="Duplicates" value={count(quality.duplicates)} />
        <Fact
          title="Zero volume"
          value={`${count(quality.zeroVolume)} (${percent(quality.zeroVolumePct, 2)})`}
        />
        <Fact title="Outliers" value={count(quality.outliers)} />
        <Fact
          title="Repairs"
          value={
            quality.repairs.length === 0
              ? 'none'
              : quality.repairs.map(({ repair, rows }) => `${repair}, ${plural(rows, 'row')}`).join('; ')
          }
        />
      </Facts>
      <Gaps dataset={dataset} />
      <h3>Recognised in the file</h3>
      <dl className="recognised">
        {dataset.recognised.map(({ what, value, because }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {value}
              <span>{because}</span>
            </dd>
          </div>
        ))}
      </dl>
      <h3>Source</h3>
      <Facts>
        <Fact title="File" value={source.name} />
        {dataset.synthetic ? null : <Fact title="Size" value={bytes(source.bytes)} />}
        <Fact title="Written as" value={dataset.dialect} />
        <Fact title="Imported" value={`${moment(dataset.importedAt)} UTC`} />
        <Fact title="SHA-256 of the file" value={source.sha256} code />
        <Fact title="Dataset" value={dataset.datasetId} code />
      </Facts>
    </Panel>
  )
}

const gapWords = ({ gaps, longestGapMs }: Quality): string =>
  gaps === 0 ? '0' : `${count(gaps)}, the longest ${span(longestGapMs)}`

/** So few take no more room than they need. */
const FEW_GAPS = 5
/** Enough to see a pattern; the chart has them all. */
const GAPS_SHOWN = 100

function Gaps({ dataset }: { readonly dataset: Dataset }) {
  const { timeframe, datasetId, quality } = dataset
  const { gapList, gaps } = quality
  if (gapList.length === 0) return null
  const shown = gapList.toSorted((a, b) => b.missing - a.missing).slice(0, GAPS_SHOWN)
  return (
    <details className="gaps" open={gapList.length <= FEW_GAPS}>
      <summary>
        Gaps, longest first{gaps > shown.length ? ` (${shown.length} of ${count(gaps)})` : ''}
      </summary>
      <table>
        <thead>
          <tr>
            <th>After</th>
            <th>Until</th>
            <th>Missing</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ after, until, missing }) => (
            <tr key={after}>
              <td>
                <a href={formatRoute({ is: 'dataset', dataset: datasetId, gap: { after, until } })}>
                  {candleTime(after, timeframe)}
                </a>
              </td>
              <td>{candleTime(until, timeframe)}</td>
              <td>{count(missing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
