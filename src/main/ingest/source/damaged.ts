import { Problem } from '../../../shared/problem.ts'

export const damaged = (why: string): Problem =>
  new Problem(
    'FILE_UNREADABLE',
    {},
    `This archive is damaged or incomplete. ${why}`,
    'Download it again, or unpack it and import the file inside.',
  )
