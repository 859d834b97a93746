/** Files are written under another name first. What a dead process left under one is swept. */
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'

const ASIDE = /\.(\d+)-[0-9a-f-]{36}\.aside$/

/** A name beside the target that nobody else uses and that says whose it is. */
export const asideOf = (target: string): string =>
  path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}-${crypto.randomUUID()}.aside`)

export async function sweepAsides(folder: string, isAlive: (pid: number) => boolean): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = ASIDE.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) await rm(path.join(folder, name), { force: true })
  }
}
