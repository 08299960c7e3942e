import type { ImageType } from '#domain/products.ts';
import { countBytes } from '#features/files/operations/count-bytes.ts';
import { type Call, instant } from '#platform/access/call.ts';
import { requireOn } from '#platform/access/can.ts';
import type { ReceivedFile } from '#platform/http/endpoint.ts';
import { dropObject } from '#platform/store/stored-objects.ts';
import type { RecordRow } from '#records/kind.ts';
import { lockRecord, requireActive, requireVersion } from '#records/read-record.ts';
import { viewOf, writeChange } from '#records/update-record.ts';
import { productKind } from '../kind.ts';
import { imagesOf } from '../queries.ts';

type Picture = { file: ReceivedFile; contentType: ImageType; mostBytes: number };

/**
 * Gives a product the picture that was uploaded, or with null takes its picture away. The content of the old one is removed
 * from the store. `mostBytes` is what all files of the company may take together. Throws Problem `stale_version` when
 * `ifMatch` names another version of the product.
 */
export async function keepImage(
  call: Call,
  id: string,
  picture: Picture | null,
  ifMatch: number | null,
): Promise<RecordRow> {
  const product = await lockRecord(call, productKind, id);
  requireOn(call, 'catalog.products.edit', product, viewOf(productKind));
  requireVersion(product, ifMatch);
  requireActive(product);
  const old = (await imagesOf(call, [id])).get(id);
  if (!old && !picture) return product;
  if (picture) await countBytes(call, picture.file.size, picture.mostBytes);
  if (old) {
    await dropObject(call, old.key);
    await call.database
      .deleteFrom('productImage')
      .where('orgId', '=', call.orgId)
      .where('productId', '=', id)
      .execute();
  }
  if (picture) {
    const { key, size, sha256 } = picture.file;
    const { orgId, scopeId, scopePath } = product;
    await call.database
      .insertInto('productImage')
      .values({
        ...{ orgId, productId: id, scopeId, scopePath, key, sha256 },
        ...{ contentType: picture.contentType, size: BigInt(size), createdAt: instant(call) },
      })
      .execute();
  }
  const traces = {
    before: { image: old?.sha256 ?? null },
    after: { image: picture?.file.sha256 ?? null },
  };
  return writeChange(call, productKind, product, {}, traces);
}
