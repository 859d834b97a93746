/** What a file in this folder exports: one way to ill-treat Tapedeck for as long as it takes. */
export interface Torture {
  /** What is asked of it, in one line. */
  readonly title: string
  /** Says now and then how far it is; answers what was seen, and throws where something gave way. */
  run(say: (progress: string) => void): Promise<string>
}
