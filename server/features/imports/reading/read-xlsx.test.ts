import assert from 'node:assert/strict';
import { test } from 'node:test';
import ExcelJS from 'exceljs';
import { isProblem } from '#domain/problems.ts';
import { readXlsx, sheetNames } from './read-xlsx.ts';

async function workbook(rows: number): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('People');
  for (let row = 0; row < rows; row += 1) {
    sheet.addRow([
      `Text ${row}`,
      { richText: [{ text: 'rich ' }, { font: { bold: true }, text: `${row}` }] },
    ]);
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

test('[R38] A workbook whose texts grow past a limit when they are unpacked is refused before they fill the memory', async () => {
  const bytes = await workbook(2_000);
  assert.deepEqual(await sheetNames(once(bytes)), ['People']);
  await assert.rejects(sheetNames(once(bytes), 10_000), (error: unknown) => {
    assert.ok(isProblem(error));
    assert.deepEqual(
      error.data.errors?.map(({ path, code }) => [path, code]),
      [['file', 'too_long']],
    );
    return true;
  });
});

test('Texts that cells share are read as they show, rich ones too', async () => {
  const rows: string[][] = [];
  for await (const row of readXlsx(once(await workbook(2)), 0)) rows.push(row);
  assert.deepEqual(rows, [
    ['Text 0', 'rich 0'],
    ['Text 1', 'rich 1'],
  ]);
});
