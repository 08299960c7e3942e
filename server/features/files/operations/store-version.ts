import { type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import type { ReceivedFile } from '#platform/http/endpoint.ts';
import type { Inspected } from '../inspect.ts';
import type { FileRow, VersionRow } from '../queries.ts';

/** A file as it was received and inspected. */
export type Content = { file: ReceivedFile; seen: Inspected };

type Of = Pick<FileRow, 'id' | 'scopeId' | 'scopePath' | 'recordId'>;

/** Writes a version of a file. The newest one is named by the file itself. */
export async function storeVersion(
  call: Call,
  of: Of,
  { number, content, id = newId(call.now.getTime()) }: { number: number; content: Content; id?: string },
): Promise<VersionRow> {
  const { key, size, sha256 } = content.file;
  const { kind, id: actorId, name: actorName } = call.actor;
  const version: VersionRow = {
    id,
    fileId: of.id,
    number,
    key,
    ...content.seen,
    size: BigInt(size),
    sha256,
    actorKind: kind === 'public' ? 'system' : kind,
    actorId,
    actorName,
    createdAt: instant(call),
  };
  const { scopeId, scopePath, recordId } = of;
  await call.database
    .insertInto('fileVersion')
    .values({ orgId: call.orgId, scopeId, scopePath, recordId, ...version } as never)
    .execute();
  return version;
}
