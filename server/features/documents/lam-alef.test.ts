import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withLamAlef } from './lam-alef.ts';

describe('lam-alef on paper', () => {
  it('is one character: alone after a letter that joins nothing, joined after any other', () => {
    assert.equal(withLamAlef('الأفق'), 'ا\ufef7فق');
    assert.equal(withLamAlef('ملاحظة'), 'م\u200d\ufefcحظة');
    assert.equal(withLamAlef('لا والآن'), '\ufefb وا\ufef5ن');
    assert.equal(withLamAlef('بالإلكتروني خلال'), 'با\ufef9لكتروني خ\u200d\ufefcل');
  });

  it('gives the same text back when it is normalised', () => {
    const text = 'الأفق للتجارة، خلال 30 يوما (لا غير) total اللآلئ';
    assert.equal(withLamAlef(text).normalize('NFKC').replaceAll('\u200d', ''), text);
  });
});
