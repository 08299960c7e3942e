import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type App, type Session, startApp } from './app.ts';
import { checkScreen, latinWords } from './screen.ts';
import { makeSmallCompany, type SmallCompany } from './small-company.ts';

let app: App;
let session: Session;
let made: SmallCompany;
let roleId: string;

before(async () => {
  app = await startApp();
  session = await app.setUp();
  made = await makeSmallCompany(session);
  roleId = (await session.api.get('/roles')).body.items[0].id;
});
after(() => app?.stop());

const lists = [
  ...['leads', 'accounts', 'contacts', 'opportunities', 'quotes', 'orders', 'invoices', 'credit-notes'],
  ...['receivables', 'campaigns', 'products'],
];
const settings = [
  ...['', '/company', '/entities', '/modules', '/hierarchy', '/members', '/invitations', '/roles', '/lists'],
  ...['/lists/lead_source', '/tax-rates', '/payment-terms', '/exchange-rates', '/numbering', '/api-keys'],
  ...[
    '/audit',
    '/failed-work',
    '/profile',
    '/security',
    '/email',
    '/sms',
    '/templates',
    '/reminders',
    '/ledger',
  ],
];

function mainScreens(): string[] {
  const { lead, account, contact, campaign, opportunity, draft, quote, invoice } = made;
  const records = [`accounts/${account}`, `contacts/${contact}`, `campaigns/${campaign}`];
  const sale = [
    `opportunities/${opportunity}`,
    `quotes/${draft}`,
    `quotes/${quote}`,
    `invoices/${invoice}`,
    `revenue/quote/${quote}`,
  ];
  return [
    ...['', ...lists, 'leads/board', 'opportunities/board', 'leads?create=lead', 'nowhere'],
    ...[`leads/${lead}`, `leads/${lead}?convert=1`, ...records, ...sale],
  ].map((path) => `/${path}`);
}

/** What these list is named by the company, in whatever language it likes. */
const ownNames = /lists\/|tax-rates|payment-terms/;

const nameOf = (path: string) => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'one').replaceAll(/[/?=]/g, '-');

type Look = { locale: 'ar' | 'en'; width: number; colorScheme: 'light' | 'dark' };

/** Opens every screen in one language, width and colour; each is a test of its own, so that one names the others. */
function looksRight(title: string, { locale, width, colorScheme }: Look, paths: () => string[]): void {
  test(title, async (t) => {
    assert.equal((await session.api.patch('/me', { locale })).status, 200);
    const watched = await app.open({ session, viewport: { width, height: 844 }, colorScheme, locale });
    const { page } = watched;
    for (const path of paths()) {
      await t.test(path, async () => {
        await page.goto(path);
        await page
          .getByRole('heading', { level: 1 })
          .or(page.getByRole('heading', { level: 2 }))
          .first()
          .waitFor();
        await checkScreen(page, `${locale}-${width}${nameOf(path)}`);
        const html = page.locator('html');
        assert.equal(await html.getAttribute('lang'), locale);
        assert.equal(await html.getAttribute('dir'), locale === 'ar' ? 'rtl' : 'ltr');
        assert.equal(await html.getAttribute('data-mantine-color-scheme'), colorScheme);
        if (locale === 'ar' && !ownNames.test(path))
          assert.deepEqual(await latinWords(page), [], 'said in another language');
      });
    }
    await t.test('nothing was noisy', () => watched.assertQuiet());
    await watched.close();
  });
}

const settingsScreens = () => [...settings.map((path) => `/settings${path}`), `/settings/roles/${roleId}`];
const allScreens = () => [...mainScreens(), ...settingsScreens()];

looksRight('Arabic', { locale: 'ar', width: 1280, colorScheme: 'light' }, mainScreens);
looksRight(
  'Arabic on a small phone in the dark',
  { locale: 'ar', width: 360, colorScheme: 'dark' },
  allScreens,
);
looksRight('English on a phone in the dark', { locale: 'en', width: 390, colorScheme: 'dark' }, mainScreens);
