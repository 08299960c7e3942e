import iso4217 from 'currency-codes';

export type Currency = {
  /** ISO 4217 alphabetic code. */
  code: string;
  /** How many decimals one unit has: JPY 0, EUR 2, JOD 3, CLF 4. */
  exponent: number;
  /** Whether new records may use it. A withdrawn currency still formats on old documents. */
  active: boolean;
  /** The English name of ISO 4217; screens take theirs from `Intl.DisplayNames`. */
  name: string;
};

// The package carries the ISO list of June 2024. What ISO has changed since, and codes that old books may hold.
// `Intl` is no source for exponents: CLDR gives IQD, LBP, COP and a dozen more fewer decimals than ISO does.
const changesSince: Record<string, Partial<Currency>> = {
  XCG: { exponent: 2, active: true, name: 'Caribbean Guilder' },
  ZWG: { exponent: 2, active: true, name: 'Zimbabwe Gold' },
  ANG: { active: false },
  BGN: { active: false },
  CUC: { active: false },
  HRK: { exponent: 2, active: false, name: 'Kuna' },
  SLL: { exponent: 2, active: false, name: 'Leone' },
  ZWL: { exponent: 2, active: false, name: 'Zimbabwe Dollar' },
};

// Metals, settlement units, the test code and "no currency": nothing is sold in them and ISO gives them no exponent.
const notMoney = ['XAG', 'XAU', 'XPD', 'XPT', 'XBA', 'XBB', 'XBC', 'XBD', 'XDR', 'XSU', 'XUA', 'XTS', 'XXX'];

function seed(): Map<string, Currency> {
  const table = new Map<string, Currency>();
  for (const { code, digits, currency } of iso4217.data) {
    table.set(code, { code, exponent: digits, active: !notMoney.includes(code), name: currency });
  }
  for (const [code, change] of Object.entries(changesSince)) {
    const known = table.get(code) ?? { code, exponent: 2, active: true, name: code };
    table.set(code, { ...known, ...change });
  }
  return table;
}

const table: ReadonlyMap<string, Currency> = seed();

/** Every currency of ISO 4217, withdrawn ones included, by code. Source: the `currency-codes` package with the changes above. */
export const currencies: readonly Currency[] = [...table.values()].sort((a, b) => (a.code < b.code ? -1 : 1));

/** The codes that a new record may use. */
export const activeCurrencyCodes: readonly string[] = currencies.filter((c) => c.active).map((c) => c.code);

export function findCurrency(code: string): Currency | undefined {
  return table.get(code);
}

export function isActiveCurrency(code: string): boolean {
  return table.get(code)?.active === true;
}

/** Decimals of one unit of a known currency; an unknown code is a broken invariant and throws a RangeError. */
export function currencyExponent(code: string): number {
  const currency = table.get(code);
  if (!currency) throw new RangeError(`"${code}" is not a currency of ISO 4217.`);
  return currency.exponent;
}
