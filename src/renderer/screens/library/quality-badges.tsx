import type { Dataset } from '../../../shared/dataset.ts'
import { Badge, Synthetic } from '../../parts/badge.tsx'
import { count, percent, plural, span } from '../../parts/format.ts'

/** Below this share, candles without volume are told by their number. */
const NEGLIGIBLE_PCT = 0.1

/** What to look at before trusting a result; a clean series says so in one word. */
export function QualityBadges({ dataset }: { readonly dataset: Dataset }) {
  const { gaps, longestGapMs, duplicates, zeroVolume, zeroVolumePct, outliers, repairs } = dataset.quality
  const flawless = gaps + duplicates + zeroVolume + outliers + repairs.length === 0
  return (
    <span className="badges">
      {dataset.synthetic ? <Synthetic /> : null}
      {flawless ? <Badge tone="profit">clean</Badge> : null}
      {gaps === 0 ? null : (
        <Badge tone="notice" title={`The longest lasts ${span(longestGapMs)}`}>
          {plural(gaps, 'gap')}
        </Badge>
      )}
      {duplicates === 0 ? null : <Badge tone="notice">{plural(duplicates, 'duplicate')}</Badge>}
      {zeroVolume === 0 ? null : (
        <Badge
          tone={zeroVolumePct < NEGLIGIBLE_PCT ? 'plain' : 'notice'}
          title={`${plural(zeroVolume, 'candle')} without volume, ${percent(zeroVolumePct, 2)}`}
        >
          {zeroVolumePct < NEGLIGIBLE_PCT ? count(zeroVolume) : percent(zeroVolumePct)} no volume
        </Badge>
      )}
      {outliers === 0 ? null : <Badge tone="notice">{plural(outliers, 'outlier')}</Badge>}
      {repairs.length === 0 ? null : (
        <Badge
          tone="notice"
          title={repairs.map(({ repair, rows }) => `${repair}: ${plural(rows, 'row')}`).join(', ')}
        >
          repaired
        </Badge>
      )}
    </span>
  )
}
