/** One import of the file named, and the most memory that this process ever held, as JSON. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { importCandles } from '../../src/main/ingest/import.ts'

const [file = ''] = process.argv.slice(2)
const folder = mkdtempSync(path.join(os.tmpdir(), 'tapedeck-bench-'))
const limits = { bytes: 4 * 2 ** 30, rows: 50_000_000 }
const job = { path: file, name: path.basename(file), settings: {}, folder, limits }
const began = performance.now()
await importCandles(job, { stopped: () => false, progress: () => {} })
const ms = performance.now() - began
rmSync(folder, { recursive: true })
// Kilobytes on every system.
console.log(JSON.stringify({ ms, peak: (process.resourceUsage().maxRSS * 1024) / 1e6 }))
