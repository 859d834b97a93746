/** Folders a person chose on this machine. Clients hold a token; only we know the path. */
import type { PlaceId } from '../../shared/brand.ts'
import { Problem } from '../../shared/problem.ts'

export class Places {
  readonly #folders = new Map<PlaceId, string>()

  grant(folder: string): PlaceId {
    const id = crypto.randomUUID() as PlaceId
    this.#folders.set(id, folder)
    return id
  }

  folder(id: PlaceId): string {
    const folder = this.#folders.get(id)
    if (folder === undefined) {
      throw new Problem(
        'USAGE',
        { field: 'place' },
        'That folder was not chosen here.',
        'Choose the folder again.',
      )
    }
    return folder
  }
}
