import { z } from 'zod';
import { documentLanguages } from '#domain/document-lines.ts';

/** How a PDF is asked for: `inline=1` shows it in the browser; `language` is for looking at a draft in another one. */
export const pdfQuery = z.strictObject({
  inline: z
    .enum(['0', '1'])
    .transform((shown) => shown === '1')
    .optional(),
  language: z.enum(documentLanguages).optional(),
});
