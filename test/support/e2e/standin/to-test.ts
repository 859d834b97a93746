import { openLine, type AppEnd, type TestEnd } from './line.ts'

/** What the test may ask of this process; filled in by start.ts, once there is something to answer with. */
export const answers: Partial<AppEnd> = {}

export const toTest = openLine<TestEnd>(process, answers)
