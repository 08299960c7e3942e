type Known = [name: string, mark: RegExp];

// The order counts: browsers name their ancestors too.
const browsers: Known[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:(?:Headless)?Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
];

const systems: Known[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/** What a browser calls itself, as far as its owner needs to recognise it; names of products are not translated. */
export function browserOf(userAgent: string | null): { browser?: string; system?: string; mobile: boolean } {
  const text = userAgent ?? '';
  const first = (known: Known[]) => known.find(([, mark]) => mark.test(text))?.[0];
  return {
    browser: first(browsers),
    system: first(systems),
    mobile: /\b(?:Mobile|iPhone|Android)\b/.test(text),
  };
}
