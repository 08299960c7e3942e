import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { extensionOf, previewOf } from './file-types.ts';
import { cleanFileName, fileRename, judgeFile, longestFileName, sniffText } from './files.ts';

describe('[R62] names of files', () => {
  const cases: [string, string][] = [
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system.ini', 'system.ini'],
    ['  .hidden  ', 'hidden'],
    ['a\u0000b\nc.txt', 'abc.txt'],
    ['gpj.\u202efdp.exe', 'gpj.fdp.exe'],
    ['in\u200bvoice\u2066.pdf', 'invoice.pdf'],
    ['a<b>:"c|d?*.txt', 'a_b___c_d__.txt'],
    ['con.txt', '_con.txt'],
    ['LPT1', '_LPT1'],
    ['..', 'file'],
    ['', 'file'],
    ['///', 'file'],
    ['عرض سعر ٢٠٢٦.pdf', 'عرض سعر ٢٠٢٦.pdf'],
    ['مهندسی\u200cساز.pdf', 'مهندسی\u200cساز.pdf'],
    ['re\u0301sume\u0301.docx', 'résumé.docx'],
    ['half\ud800.txt', 'half\ufffd.txt'],
    [`${'x'.repeat(400)}.pdf`, `${'x'.repeat(longestFileName - 5)}.pdf`],
  ];
  for (const [given, clean] of cases) {
    test(JSON.stringify(given.slice(0, 40)), () => assert.equal(cleanFileName(given), clean));
  }

  test('whatever is given: clean, short, no path, no control, no deceit, and clean stays clean', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '..',
      '.',
      '\u0000',
      '\u202e',
      'exe',
      ' ',
      '\ud83d',
      '\ude00',
      'é',
      'e\u0301',
    );
    const names = fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), pieces), { maxLength: 12 });
    fc.assert(
      fc.property(names, (parts) => {
        const name = cleanFileName(parts.join(''));
        assert.ok(name.length > 0 && name.length <= longestFileName, name);
        assert.doesNotMatch(name, /[/\\\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]/u);
        assert.doesNotMatch(name, /^[. ]|[. ]$/);
        assert.ok(name.isWellFormed());
        assert.equal(cleanFileName(name), name);
        assert.equal(fileRename.parse({ name }).name, name.trim());
      }),
      { numRuns: 500 },
    );
  });

  test('extensions', () => {
    assert.deepEqual(['a.PDF', 'a.tar.gz', 'a', '.bashrc', 'a.', 'a. b'].map(extensionOf), [
      'pdf',
      'gz',
      '',
      '',
      '',
      '',
    ]);
  });
});

describe('[R62] what a file is', () => {
  const judge = (name: string, found: string | null, declaredType = '') =>
    judgeFile({ name, found, declaredType });
  const taken: [string, string | null, string, string][] = [
    ['a.pdf', 'application/pdf', 'application/pdf', 'application/pdf'],
    ['a.png', 'image/png', 'image/png', 'image/png'],
    ['a.jpg', 'image/png', 'image/jpeg', 'image/png'],
    [
      'a.docx',
      'application/zip',
      '',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['a.xls', 'application/x-cfb', 'application/vnd.ms-excel', 'application/vnd.ms-excel'],
    ['a.csv', 'text/plain', 'application/vnd.ms-excel', 'text/csv'],
    ['a.csv', 'text/plain', 'text/csv', 'text/csv'],
    ['a.html', 'text/html', 'text/html', 'text/html'],
    ['a.svg', 'image/svg+xml', 'image/svg+xml', 'image/svg+xml'],
    ['a.svg', 'application/xml', 'image/svg+xml', 'image/svg+xml'],
    ['plan.dwg', 'image/vnd.dwg', 'application/octet-stream', 'image/vnd.dwg'],
    ['data.xyz', null, '', 'application/octet-stream'],
    ['README', 'text/plain', '', 'text/plain'],
  ];
  for (const [name, found, declared, contentType] of taken) {
    test(`${name} that is ${found}`, () => assert.deepEqual(judge(name, found, declared), { contentType }));
  }
  const refused: [string, string | null, string, string][] = [
    ['invoice.pdf', 'application/x-msdownload', 'application/pdf', 'dangerous_file'],
    ['setup.exe', 'application/x-msdownload', '', 'dangerous_file'],
    ['setup.exe', 'text/plain', '', 'dangerous_file'],
    ['run.txt', 'application/x-sh', 'text/plain', 'dangerous_file'],
    ['script.js', 'text/plain', 'text/javascript', 'dangerous_file'],
    ['macro.docm', 'application/zip', '', 'dangerous_file'],
    ['photo.png', 'text/html', 'image/png', 'disguised_file'],
    ['photo.png', 'application/pdf', 'image/png', 'disguised_file'],
    ['photo.png', null, 'image/png', 'disguised_file'],
    ['a.pdf', 'text/plain', 'application/pdf', 'disguised_file'],
    ['a.txt', 'text/html', 'text/plain', 'disguised_file'],
    ['a.txt', 'image/png', 'text/plain', 'disguised_file'],
    ['page', 'text/html', '', 'disguised_file'],
    ['a.pdf', 'application/pdf', 'image/png', 'disguised_file'],
    ['a.zip', 'application/zip', 'application/pdf', 'disguised_file'],
  ];
  for (const [name, found, declared, refusal] of refused) {
    test(`${name} that is ${found}, said to be ${declared || 'nothing'}: ${refusal}`, () =>
      assert.deepEqual(judge(name, found, declared), { refused: refusal }));
  }

  test('texts, markup, drawings and scripts are told apart by their first bytes', () => {
    const sniff = (content: string | number[]) =>
      sniffText(typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content));
    assert.equal(sniff('name;city\nLina;عمّان'), 'text/plain');
    assert.equal(sniff([0xff, 0xfe, 0x41, 0x00]), 'text/plain');
    assert.equal(sniff([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]), 'text/plain');
    assert.equal(sniff([0x41, 0xe2, 0x82]), 'text/plain', 'cut within a character');
    assert.equal(sniff('\ufeff<!DOCTYPE html><p>'), 'text/html');
    assert.equal(sniff('<!-- x --> <ScRiPt>alert(1)</script>'), 'text/html');
    assert.equal(sniff('<?xml version="1.0"?><!-- a --><svg onload="x">'), 'image/svg+xml');
    assert.equal(sniff('#!/bin/sh\nrm -rf /'), 'application/x-sh');
    assert.equal(sniff([0, 1, 2, 3, 250]), null);
    assert.equal(sniff([0x41, 0, 0x42]), null);
  });

  test('only harmless things are shown in the browser', () => {
    assert.deepEqual(
      ['application/pdf', 'image/png', 'text/csv', 'text/html', 'image/svg+xml', 'image/tiff'].map(previewOf),
      ['pdf', 'image', 'text', null, null, null],
    );
  });
});
