import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { checkAccessibility, screenshot } from './browser.ts';

// What runs inside the page is written as text: the tests know the types of Node, not those of a browser.

const standsStill = `new Promise((done) => {
  const until = Date.now() + 15000;
  const waiting = '.mantine-Skeleton-root, [aria-busy="true"], [data-loading="true"], .mantine-Loader-root';
  const moves = ({ effect, playState }) => playState === 'running' && effect?.getTiming().iterations !== Infinity;
  let calm = 0;
  const look = () => {
    const busy = document.querySelector(waiting) ?? document.getAnimations().find(moves);
    calm = busy || !document.querySelector('h1, h2') ? 0 : calm + 1;
    if (calm > 2) done('');
    else if (Date.now() > until) done(busy?.outerHTML?.slice(0, 200) ?? String(busy));
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Texts and labels that are a key of the dictionary: a word that was never given. */
const untranslated = `(() => {
  const key = /^[a-z][a-zA-Z]*([:.][a-zA-Z_]+)+$/;
  const isAddress = /^www\\.|\\.(com|example|org|csv)$/;
  const texts = [...document.body.querySelectorAll('*')].flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent),
    ...['aria-label', 'placeholder', 'title', 'alt'].map((name) => element.getAttribute(name)),
  ]);
  const found = texts.map((text) => (text ?? '').trim());
  return [...new Set(found.filter((text) => key.test(text) && !isAddress.test(text)))];
})()`;

/** Words in Latin letters, besides what is the same in every language: addresses, numbers, codes, proper names. */
const latin = `(() => {
  const same = /^[A-Z]{1,4}$|@|[0-9_/{}]|^(Parley|English|Ctrl.*|Alt|Enter|Delete|CSV|Northwind|Ada|Admin|API|STARTTLS|Twilio|https|api\\.twilio\\.com)$|\\.example$/;
  const shown = [...document.body.querySelectorAll('*')].filter(
    (element) => !element.matches('script, style, code, pre, kbd, [lang="en"]') && element.checkVisibility({ visibilityProperty: true }),
  );
  const texts = shown.flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent ?? ''),
    ...['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name) ?? ''),
  ]);
  const words = texts.flatMap((text) => text.split(/[\\s,;:()·«»"–]+/)).map((word) => word.replace(/^\\W+|\\W+$/g, ''));
  return [...new Set(words.filter((word) => /[A-Za-z]{2,}/.test(word) && !same.test(word)))];
})()`;

/** The elements that make the page scroll sideways, the deepest last. */
const overflowing = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const beyond = [...document.body.querySelectorAll('*')].filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return right > clientWidth + 1 || left < -1;
  });
  return beyond.slice(-5).map((element) => element.outerHTML.slice(0, 160));
})()`;

/** Waits until the screen stands still: nothing is being loaded, drawn in outline, or moving. */
export async function settle(page: Page): Promise<void> {
  assert.equal(await page.evaluate(standsStill), '', `${page.url()} does not come to rest`);
}

/**
 * What every screen owes its reader: WCAG 2.2 AA, every word given, and no sideways scrolling of the page.
 * With SCREENSHOTS set, the screen is kept as a picture under its name.
 */
export async function checkScreen(page: Page, name: string): Promise<void> {
  await settle(page);
  await screenshot(page, name);
  await checkAccessibility(page);
  assert.deepEqual(await page.evaluate(untranslated), [], `${name} shows keys instead of words`);
  assert.deepEqual(await page.evaluate(overflowing), [], `${name} is wider than its window`);
}

/** Waits for a message at the edge of the screen. */
export async function seeMessage(page: Page, text: string | RegExp): Promise<void> {
  await page.getByRole('alert').filter({ hasText: text }).first().waitFor();
}

/** Chooses in a drop-down field by what its option says. */
export async function choose(field: Locator, option: string): Promise<void> {
  await field.click();
  await field.page().getByRole('option', { name: option, exact: true }).click();
}

/** What an Arabic screen says in Latin letters though it has an Arabic word for it. */
export async function latinWords(page: Page): Promise<string[]> {
  return page.evaluate(latin);
}
