/** Writes exported files one after another: each aside first, and in its place only when it is whole. */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { ExportedFile } from '../../../shared/operation.ts'
import { Problem } from '../../../shared/problem.ts'
import { asideOf } from '../../disk/aside.ts'
import { createDurably } from '../../disk/durable-file.ts'
import { syncFolder } from '../../disk/folder.ts'
import { renamePatiently } from '../../disk/rename.ts'
import { asTrouble } from '../../disk/trouble.ts'
import { cancelled, type Control } from '../control.ts'

type Text = () => Iterable<string>

export async function exportFiles(
  folder: string,
  control: Control,
  files: readonly (readonly [name: string, text: Text])[],
): Promise<ExportedFile[]> {
  const written: ExportedFile[] = []
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, text] of files) {
      control.tell({ done: written.length, of: files.length })
      written.push(await writeOne(folder, name, text, control))
    }
    await syncFolder(folder)
  } catch (error) {
    const trouble = asTrouble(error)
    if (trouble instanceof Problem && trouble.code === 'STORE_UNAVAILABLE') {
      throw new Problem(
        'EXPORT_FAILED',
        {},
        'That folder can not be written.',
        'Choose another folder for the export.',
      )
    }
    throw trouble
  }
  control.tell({ done: files.length, of: files.length })
  return written
}

async function writeOne(folder: string, name: string, text: Text, control: Control): Promise<ExportedFile> {
  const target = path.join(folder, name)
  const aside = asideOf(target)
  const file = createDurably(aside)
  try {
    for (const piece of text()) {
      if (control.stopped()) throw cancelled()
      file.write(piece)
    }
    const { bytes } = file.finish()
    await renamePatiently(aside, target)
    return { name, bytes }
  } catch (error) {
    file.abandon()
    rmSync(aside, { force: true })
    throw error
  }
}
