import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '#domain/problems.ts';
import { silentLog } from '#platform/log/log.ts';
import { readPdf } from '#test/build/pdf-text.ts';
import { openPdf, type Pdf, type PdfSource } from './pdf.ts';

const folder = join(import.meta.dirname, 'testing');
const source = (data: object): PdfSource => ({
  folder,
  main: 'plain.typ',
  data: JSON.stringify({ text: 'Hello', ...data }),
});

const open: Pdf[] = [];
function opened(limits: Parameters<typeof openPdf>[1] = {}): Pdf {
  const pdf = openPdf(silentLog(), limits);
  open.push(pdf);
  return pdf;
}
after(() => Promise.all(open.map((pdf) => pdf.stop())));

async function bytesOf(pdf: Pdf, data: object): Promise<Uint8Array> {
  const result = await pdf.render(source(data));
  assert.ok('pdf' in result, JSON.stringify(result));
  return result.pdf;
}

const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function until(what: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (what()) return;
    await wait(25);
  }
  assert.fail('It did not happen within five seconds.');
}

describe('making PDFs', () => {
  it('makes an archivable, tagged PDF whose text can be found, the same bytes each time', async () => {
    const [one, two] = [opened(), opened()];
    const bytes = await bytesOf(one, { text: 'Hello مرحبا' });
    const { text, metadata, info } = await readPdf(bytes);
    assert.match(text, /Hello/);
    assert.match(text, /مرحبا/);
    assert.match(metadata, /pdfaid:part>2<.*pdfaid:conformance>A</s);
    assert.equal(info.Title, 'Test');
    assert.deepEqual(Buffer.from(await bytesOf(two, { text: 'Hello مرحبا' })), Buffer.from(bytes));
  });

  it('refuses a character that no font has, and names it', async () => {
    const result = await opened().render(source({ text: 'a 😀 b 中 "\u0007' }));
    assert.deepEqual(result, { refused: { reason: 'glyph', characters: ['😀', '中', '\u0007'] } });
  });

  it('data are data: markup in them is printed, not run', async () => {
    const { text } = await readPdf(await bytesOf(opened(), { text: '#read("x") $a^2$ *b* \\ <c> @d' }));
    assert.equal(text, '#read("x") $a^2$ *b* \\ <c> @d');
  });

  it('reads nothing outside its folder', async () => {
    const pdf = opened();
    for (const read of ['/etc/passwd', '../pdf.ts', '../../../../etc/passwd']) {
      const result = await pdf.render(source({ read }));
      assert.ok('refused' in result && result.refused.reason === 'broken', read);
    }
  });

  it('takes pictures from memory, and those of one document never stand in another', async () => {
    const pdf = opened({ children: 1 });
    const pixel = (colour: string) =>
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="${colour}"/></svg>`,
      );
    const made = async (bytes: Buffer) => {
      const result = await pdf.render({ ...source({ picture: 'p.svg' }), files: { 'p.svg': bytes } });
      assert.ok('pdf' in result, JSON.stringify(result));
      return Buffer.from(result.pdf);
    };
    const red = await made(pixel('#ff0000'));
    assert.notDeepEqual(await made(pixel('#0000ff')), red);
    const none = await pdf.render(source({ picture: 'p.svg' }));
    assert.ok('refused' in none && none.refused.reason === 'broken');
    const broken = await pdf.render({
      ...source({ picture: 'p.png' }),
      files: { 'p.png': Buffer.from('no picture') },
    });
    assert.ok('refused' in broken && broken.refused.reason === 'broken', JSON.stringify(broken));
  });

  it('kills a document that runs away, and goes on with the others', async () => {
    const pdf = opened({ children: 1, renderMs: 2_000 });
    const begun = performance.now();
    const runaway = pdf.render(source({ loops: 1e9 }));
    const next = bytesOf(pdf, { text: 'After' });
    assert.deepEqual(await runaway, { refused: { reason: 'time' } });
    assert.ok(performance.now() - begun < 30_000);
    await next;
  });

  it('kills a document that takes too much memory', async () => {
    const pdf = opened({ killBytes: 300 * 2 ** 20, renderMs: 120_000 });
    assert.deepEqual(await pdf.render(source({ hoard: 100_000 })), { refused: { reason: 'memory' } });
  });

  it('fifty at once share two children, and each gets its own document', async () => {
    const pdf = opened({ children: 2 });
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, at) => bytesOf(pdf, { text: `Number ${at}` })),
    );
    assert.ok(pdf.children().length <= 2);
    for (const [at, bytes] of all.entries()) assert.equal((await readPdf(bytes)).text, `Number ${at}`);
  });

  it('refuses what would wait too long, at once', async () => {
    const pdf = opened({ children: 1, waiting: 2, renderMs: 2_000 });
    const busy = pdf.render(source({ loops: 1e9 }));
    const waiting = [1, 2].map((at) => bytesOf(pdf, { text: `Waiting ${at}` }));
    await assert.rejects(
      pdf.render(source({ text: 'One too many' })),
      (error) => error instanceof Problem && error.code === 'unavailable',
    );
    await Promise.all([busy, ...waiting]);
  });

  it('a document whose child dies is made by another one', async () => {
    const pdf = opened({ children: 1, renderMs: 60_000 });
    const work = bytesOf(pdf, { loops: 1e5 });
    await until(() => pdf.children().length === 1);
    process.kill(pdf.children()[0]!, 'SIGKILL');
    assert.ok((await work).length > 0);
  });

  it('makes the same source once, also when asked for it at the same moment', async () => {
    const pdf = opened({ children: 1, documentsPerChild: 1 });
    const [one, two] = await Promise.all([bytesOf(pdf, {}), bytesOf(pdf, {})]);
    assert.equal(one, two);
    // With one document for each child a second making would have started another child.
    assert.deepEqual(pdf.children(), []);
    assert.equal(await bytesOf(pdf, {}), one);
    assert.deepEqual(pdf.children(), []);
  });

  it('replaces a child after its share of documents, and ends an idle one', async () => {
    const pdf = opened({ children: 1, documentsPerChild: 2, idleMs: 200 });
    const seen = new Set<number>();
    for (let at = 0; at < 5; at += 1) {
      const work = bytesOf(pdf, { text: `Document ${at}` });
      for (const pid of pdf.children()) seen.add(pid);
      await work;
    }
    assert.equal(seen.size, 3);
    await until(() => pdf.children().length === 0);
    await until(() => [...seen].every((pid) => !alive(pid)));
  });

  it('stopping ends every child and refuses what waits', async () => {
    const pdf = opened({ children: 1 });
    const work = Promise.allSettled([
      pdf.render(source({ loops: 1e9 })),
      pdf.render(source({ text: 'Late' })),
    ]);
    await until(() => pdf.children().length === 1);
    const [pid] = pdf.children();
    await pdf.stop();
    assert.ok(!alive(pid!));
    assert.deepEqual(
      (await work).map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    await assert.rejects(pdf.render(source({ text: 'Too late' })));
  });
});
