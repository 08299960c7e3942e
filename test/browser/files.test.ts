import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type App, type Session, startApp } from './app.ts';

const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Runs in the page: how wide a picture is once it could be drawn. */
const decodedWidth = (one: unknown) => {
  const picture = one as { decode(): Promise<void>; naturalWidth: number };
  return picture.decode().then(() => picture.naturalWidth);
};

let app: App;
let session: Session;

before(async () => {
  app = await startApp();
  session = await app.setUp();
});
after(() => app?.stop());

test('[R62] files are added, looked at, given a new version, renamed, deleted and put back', async () => {
  const { body: lead } = await session.api.post('/leads', { firstName: 'Lina' });
  const { page, allow } = await app.open({ session });
  allow(/status of 422 .*\/api\/v1\/files\b/);
  await page.goto(`${app.url}/leads/${lead.id}?tab=files`);
  await page.getByText('No files yet').waitFor();

  const several = page.locator('input[type=file][multiple]');
  await several.setInputFiles([
    { name: 'photo.png', mimeType: 'image/png', buffer: png },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Forty desks') },
    { name: 'invoice.png', mimeType: 'image/png', buffer: pdf },
  ]);
  await page.getByRole('button', { name: 'Open photo.png' }).waitFor();
  await page.getByRole('button', { name: 'Open notes.txt' }).waitFor();
  await page.getByText('The file is not what its name says.').waitFor();
  await page.getByRole('button', { name: 'Dismiss invoice.png' }).click();
  assert.equal(await page.getByRole('list', { name: 'Uploads' }).count(), 0);

  await page.getByRole('button', { name: 'Open photo.png' }).click();
  const image = page.getByRole('dialog').getByRole('img', { name: 'photo.png' });
  await image.waitFor();
  assert.equal(await image.evaluate(decodedWidth), 1);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Open notes.txt' }).click();
  await page.frameLocator('iframe[title="Preview of notes.txt"]').getByText('Forty desks').waitFor();
  await page.keyboard.press('Escape');

  const act = async (file: string, item: string) => {
    await page.getByRole('button', { name: `More for ${file}` }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  const chosen = page.waitForEvent('filechooser');
  await act('notes.txt', 'Add a version');
  await (await chosen).setFiles({
    name: 'notes 2.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Fifty'),
  });
  await page.getByRole('button', { name: 'Open notes 2.txt' }).waitFor();
  await act('notes 2.txt', 'Versions');
  const versions = page.getByRole('list', { name: 'Versions' }).getByRole('listitem');
  await versions.nth(1).waitFor();
  assert.equal(await versions.count(), 2);
  await page.keyboard.press('Escape');

  await act('notes 2.txt', 'Rename');
  await page.getByLabel('Name', { exact: true }).fill('Our notes.txt');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Open Our notes.txt' }).waitFor();

  await act('Our notes.txt', 'Delete');
  await page.getByText('Our notes.txt was deleted.').waitFor();
  await page.getByRole('button', { name: 'Open Our notes.txt' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Open Our notes.txt' }).waitFor();

  await page.goto(`${app.url}/leads/${lead.id}?tab=timeline`);
  await page.getByText('added a new version of a file:').waitFor();
});

test('files are pasted and dropped, and a member who may only look is offered neither', async () => {
  const { body: lead } = await session.api.post('/leads', { firstName: 'Omar' });
  const { page } = await app.open({ session });
  await page.goto(`${app.url}/leads/${lead.id}?tab=files`);
  await page.getByText('No files yet').waitFor();
  // Runs in the page, which knows what a test in Node does not.
  const arrive = new Function(
    'target',
    '[kind, name]',
    `
    const data = new DataTransfer();
    data.items.add(new File(['words'], name, { type: 'text/plain' }));
    const how = { bubbles: true, cancelable: true };
    target.dispatchEvent(kind === 'paste'
      ? new ClipboardEvent('paste', { ...how, clipboardData: data })
      : new DragEvent('drop', { ...how, dataTransfer: data }));
  `,
  ) as (target: unknown, how: string[]) => void;
  const place = page
    .getByText('No files yet')
    .or(page.getByRole('list', { name: 'Files' }))
    .first();
  const send = (kind: 'paste' | 'drop', name: string) => place.evaluate(arrive, [kind, name]);
  await send('paste', 'pasted.txt');
  await page.getByRole('button', { name: 'Open pasted.txt' }).waitFor();
  await send('drop', 'dropped.txt');
  await page.getByRole('button', { name: 'Open dropped.txt' }).waitFor();

  const nodes = (await session.api.get('/hierarchy/nodes')).body.items;
  const viewer = await app.addColleague(session, {
    name: 'Vera Viewer',
    role: 'Viewer',
    nodeId: nodes[0].id,
  });
  const other = await app.open({ session: viewer });
  await other.page.goto(`${app.url}/leads/${lead.id}?tab=files`);
  await other.page.getByRole('button', { name: 'Open dropped.txt' }).waitFor();
  assert.equal(await other.page.getByRole('button', { name: 'Add files' }).count(), 0);
});
