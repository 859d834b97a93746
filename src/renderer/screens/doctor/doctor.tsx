/** A file before it is imported: how it would be read and why, line by line, and what stands against it. */
import { useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { ImportSettings, Inspection } from '../../../shared/dataset.ts'
import type { ProblemShape } from '../../../shared/problem.ts'
import { useClient } from '../../client-context.ts'
import { Button } from '../../parts/button.tsx'
import { Empty } from '../../parts/empty.tsx'
import { bytes, count, plural } from '../../parts/format.ts'
import { FileIcon } from '../../parts/icons.tsx'
import { ProblemNote } from '../../parts/problem-note.tsx'
import { curesOf, RepairList } from '../../parts/repair-list.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { useChooseFiles } from '../../shell/open-candles.ts'
import type { Look, Patient } from '../../state/doctor.ts'
import { go, LIBRARY } from '../../state/route.ts'
import { useWindow } from '../../state/window-state.ts'
import { ChoiceList } from './choice-list.tsx'
import { Habit } from './habit.tsx'
import { Lines } from './lines.tsx'
import './doctor.css'

export function Doctor() {
  const patient = useStore(useWindow().doctor, ({ patient }) => patient)
  return patient === null ? <Waiting /> : <Examination key={patient.key} patient={patient} />
}

function Waiting() {
  const { doctor } = useWindow()
  const choose = useChooseFiles(useClient())
  const open = () =>
    choose(([given]) => {
      if (given !== undefined) doctor.getState().open(given)
    })
  return (
    <Empty
      icon={<FileIcon size={32} />}
      title="See how a file is read before it is imported"
      actions={
        <Button look="main" press={open} icon={<FileIcon size={14} />}>
          Choose a file…
        </Button>
      }
    >
      <p>
        Drop it here, or choose it: its lines beside the candles they become, what was recognised and why, and
        every line that is wrong. Whatever was recognised you can say otherwise, and nothing is stored before
        you import it.
      </p>
    </Empty>
  )
}

function Examination({ patient }: { readonly patient: Patient }) {
  const { doctor, imports } = useWindow()
  const { look, settings, choose, remember, close, again } = useStore(doctor)
  const [only, setOnly] = useState(false)
  const top = useRef<HTMLDivElement>(null)
  const { seen } = look

  const leave = () => {
    close()
    go(LIBRARY)
  }
  const accept = () => {
    remember()
    const { again, take } = imports.getState()
    if (patient.refused === null) take([patient.given], settings)
    else again(patient.refused, settings)
    leave()
  }
  const verdict = verdictOf(look)
  return (
    <section
      className="doctor"
      aria-label={`Inspection of ${patient.name}`}
      aria-busy={look.is === 'waiting'}
    >
      <header className="doctor-head">
        <h2 title={patient.name}>{patient.name}</h2>
        <p className={verdict.tone} role="status">
          {verdict.words}
        </p>
        <Button look="quiet" press={leave}>
          Cancel
        </Button>
        <Button look="main" disabled={!verdict.accepts} press={accept}>
          Import
        </Button>
      </header>
      <aside className="doctor-side">
        <figure className="doctor-preview">
          {seen === null || seen.preview.length < 2 ? null : (
            <Sparkline values={seen.preview} width={300} height={84} label="Closes as they are read" />
          )}
        </figure>
        <Habit />
        <Repairs seen={seen} settings={settings} />
        <ChoiceList seen={seen} settings={settings} choose={choose} />
      </aside>
      <div className="doctor-main">
        {look.is === 'refused' ? (
          <ProblemNote problem={look.because} about={patient.name}>
            <Button press={again}>Look again</Button>
          </ProblemNote>
        ) : null}
        {seen === null ? (
          <p className="doctor-reading">{look.is === 'waiting' ? 'Reading the file' : ''}</p>
        ) : (
          <>
            <Problems seen={seen} only={only} setOnly={setOnly} show={(line) => reveal(top.current, line)} />
            <Lines lines={seen.lines} only={only} top={top} />
          </>
        )}
      </div>
    </section>
  )
}

interface Verdict {
  readonly words: string
  readonly tone: 'notice' | 'danger' | ''
  readonly accepts: boolean
}

/** What an import with these settings would do with the file. */
function verdictOf(look: Look): Verdict {
  if (look.is === 'waiting') return { words: 'Reading…', tone: '', accepts: false }
  if (look.is === 'refused') return { words: "It can't be read like this", tone: 'danger', accepts: false }
  const { bytes: size, about, complete, problems, refusal } = look.seen
  const rows = about?.rows ?? look.seen.rows
  const beginning = complete ? '' : ' in its beginning, which is all that was looked at'
  const many = `${bytes(size)}, ${plural(rows, 'candle')}${beginning}`
  const wrong = problems.length === MOST_PROBLEMS ? 'at least 100 lines' : plural(problems.length, 'line')
  if (refusal !== null) {
    return { words: problems.length === 0 ? many : `${many}; ${wrong} wrong`, tone: 'danger', accepts: false }
  }
  const repaired = about?.quality.repairs.reduce((sum, repair) => sum + repair.rows, 0) ?? problems.length
  return repaired === 0
    ? { words: `${many}, nothing wrong`, tone: '', accepts: true }
    : { words: `${many}; ${plural(repaired, 'row')} repaired`, tone: 'notice', accepts: true }
}

const MOST_PROBLEMS = 100

function Repairs({
  seen,
  settings,
}: {
  readonly seen: Inspection | null
  readonly settings: ImportSettings
}) {
  const { doctor } = useWindow()
  const chosen = settings.repair ?? []
  const cures = curesOf([
    ...(seen?.problems ?? []).map(({ code }) => code),
    ...(seen === null || seen.refusal === null ? [] : [seen.refusal.code]),
  ])
  if (chosen.length === 0 && cures.length === 0) return null
  return (
    <div className="doctor-repairs">
      <RepairList
        cures={cures}
        chosen={chosen}
        change={(wanted) => doctor.getState().choose('repair', wanted.length === 0 ? null : wanted)}
      />
    </div>
  )
}

interface ProblemsProps {
  readonly seen: Inspection
  readonly only: boolean
  readonly setOnly: (only: boolean) => void
  readonly show: (line: number) => void
}

/** What an import would refuse the file for, and the way to the lines that are wrong. */
function Problems({ seen: { problems, refusal }, only, setOnly, show }: ProblemsProps) {
  const filter =
    problems.length < 2 && !only ? null : (
      <Button press={() => setOnly(!only)} pressed={only}>
        {only ? 'Show all lines' : `Show only the ${count(problems.length)} that are wrong`}
      </Button>
    )
  if (refusal === null) return filter === null ? null : <div className="doctor-filter">{filter}</div>
  const { line } = refusal.details
  return (
    <div className="doctor-problems">
      <ProblemNote problem={{ ...refusal, hint: hintHere(refusal) }}>
        {line === undefined ? null : <Button press={() => show(line)}>Show line {count(line)}</Button>}
        {filter}
      </ProblemNote>
    </div>
  )
}

/** The host speaks to every client; here the answer is a control beside its words. */
function hintHere({ code, hint }: ProblemShape): string {
  if (code === 'CSV_TIMEZONE_AMBIGUOUS') return 'Say the time zone on the left; Tapedeck does not guess it.'
  if (hint.includes('--repair')) return 'Correct the file, or choose a repair on the left.'
  return hint.includes('--') ? 'Say on the left how it is to be read.' : hint
}

const reveal = (lines: HTMLElement | null, line: number): void =>
  lines?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'center' })
