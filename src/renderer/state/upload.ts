import type { UploadId } from '../../shared/brand.ts'
import type { Client } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'

const SLICE = 1_048_576

/** Hands a file over in slices; `going` hears how far it is and answers whether it is still wanted. */
export async function sendFile(
  client: Client,
  file: File,
  going: (done: number) => boolean,
): Promise<UploadId | null> {
  const { upload } = await client.ask('upload.open', { name: file.name, bytes: file.size })
  try {
    for (let at = 0; at < file.size; at += SLICE) {
      if (!going(at)) return await discarded(client, upload)
      const slice = new Uint8Array(await contentOf(file.slice(at, at + SLICE)))
      await client.ask('upload.write', { upload, at, slice })
    }
    return upload
  } catch (thrown) {
    await discarded(client, upload)
    throw thrown
  }
}

/** Half a file is of no use to the host; where it can not be told, it finds out by itself. */
async function discarded(client: Client, upload: UploadId): Promise<null> {
  await client.ask('upload.discard', { upload }).catch(() => undefined)
  return null
}

async function contentOf(part: Blob): Promise<ArrayBuffer> {
  try {
    return await part.arrayBuffer()
  } catch {
    throw new Problem(
      'FILE_UNREADABLE',
      {},
      'The file could not be read; it may be a folder, or it was moved or changed meanwhile.',
      'Drop the file itself once more.',
    )
  }
}
