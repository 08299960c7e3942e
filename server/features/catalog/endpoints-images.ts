import { z } from 'zod';
import { notFound } from '#domain/problems.ts';
import { mostImageBytes } from '#domain/products.ts';
import { type Endpoint, endpoint } from '#platform/http/endpoint.ts';
import { presentRecord } from '#records/present.ts';
import { getRecord } from '#records/read-record.ts';
import { idParams } from '#records/record-endpoints.ts';
import { recordSchema } from '#records/record-schemas.ts';
import { inspectImage } from './inspect-image.ts';
import { productKind } from './kind.ts';
import { keepImage } from './operations/keep-image.ts';
import { imagesOf } from './queries.ts';

const common = { tag: 'products', module: 'crm', params: idParams } as const;
const answer = recordSchema(productKind);

export const imageEndpoints: readonly Endpoint[] = [
  endpoint({
    ...common,
    method: 'GET',
    path: '/products/:id/image',
    summary: 'The picture of a product.',
    access: 'file',
    capability: 'catalog.products.view',
    async run(context, { params }) {
      const image = await context.inCall('read', async (call) => {
        const product = await getRecord(call, productKind, params.id);
        return (await imagesOf(call, [product.id])).get(product.id) ?? null;
      });
      if (!image) throw notFound('picture');
      const chunks = await context.services.store.get(image.key);
      if (!chunks) throw new Error('The content of a picture is not in the store.');
      return {
        contentType: image.contentType,
        fileName: `product.${image.contentType.slice('image/'.length)}`,
        chunks,
        stored: { size: Number(image.size), part: null, etag: `"${image.sha256}"`, inline: true },
      };
    },
  }),
  endpoint({
    ...common,
    method: 'POST',
    path: '/products/:id/image',
    summary:
      'Give a product a picture (PNG, JPEG or WebP, told by its content) in the place of the one it has.',
    access: 'upload',
    capability: 'catalog.products.edit',
    body: z.strictObject({}),
    answer,
    mostBytes: () => mostImageBytes,
    async inspect({ services, inCall }, { params, file }) {
      // Who may not see the product hears that there is none, whatever they sent.
      await inCall('read', (call) => getRecord(call, productKind, params.id));
      const contentType = await inspectImage(services.store, file);
      return { contentType, mostBytes: services.config.fileQuotaBytes };
    },
    run: async (call, { params, file, seen, ifMatch }) =>
      presentRecord(call, productKind, await keepImage(call, params.id, { file, ...seen }, ifMatch)),
  }),
  endpoint({
    ...common,
    method: 'DELETE',
    path: '/products/:id/image',
    summary: 'Take the picture of a product away.',
    access: 'write',
    capability: 'catalog.products.edit',
    answer,
    run: async (call, { params, ifMatch }) =>
      presentRecord(call, productKind, await keepImage(call, params.id, null, ifMatch)),
  }),
];
