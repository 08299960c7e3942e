import type { DocumentContent } from './content.ts';

/** Where a text of a content comes from, as its document names it on the wire. */
function* textsOf(content: DocumentContent): Generator<[path: string, text: unknown]> {
  const { number, title, description, terms, customerNote } = content;
  yield* Object.entries({ number, title, description, terms, customerNote });
  for (const { key, value } of content.facts) yield [key, value];
  for (const [at, line] of content.lines.entries()) {
    yield [`lines.${at}.description`, line.description];
    yield [`lines.${at}.unit`, line.unit];
  }
  yield ['shippingAddress', JSON.stringify(content.shippingAddress)];
  yield ['accountId', JSON.stringify(content.customer)];
  yield ['branding', JSON.stringify([content.seller, content.branding])];
  yield ['template', JSON.stringify(content.texts)];
  yield ['statement', JSON.stringify(content.statement)];
}

/** The fields that contain a character, or `document` where none does: then the words of the layout have it. */
export function pathsWith(content: DocumentContent, character: string): string[] {
  const found = [...textsOf(content)].flatMap(([path, text]) =>
    typeof text === 'string' && text.includes(character) ? [path] : [],
  );
  return found.length > 0 ? found : ['document'];
}
