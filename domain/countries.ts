import iso3166 from 'country-list/data.json' with { type: 'json' };

/** The 249 alpha-2 codes of ISO 3166-1, sorted. Source: the `country-list` package. */
export const countryCodes: readonly string[] = iso3166.map((country) => country.code).sort();

const known: ReadonlySet<string> = new Set(countryCodes);

export function isCountryCode(code: string): boolean {
  return known.has(code);
}

/** The name of a country in a language (`en`, `ar`, …), as the platform's own tables have it. */
export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code;
}
