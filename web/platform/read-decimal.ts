const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

function separators(locale: string): { group: string; decimal: string } {
  const parts = new Intl.NumberFormat(`${locale.split('-u-')[0]}-u-nu-latn`).formatToParts(1234567.5);
  const find = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return { group: find('group'), decimal: find('decimal') };
}

/**
 * What was typed as a number in the reader's notation, as a plain decimal string: Arabic digits, group separators
 * and the locale's decimal sign are understood. What is no number comes back as typed, for the rules to refuse.
 */
export function readDecimal(typed: string, locale: string): string {
  const latin = typed
    .trim()
    .replace(arabicDigits, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/[\u066c\u00a0\u202f\s'’]/g, '')
    .replace(/\u066b/g, '.');
  if (/^-?\d+(\.\d+)?$/.test(latin) && !isGrouped(latin, locale)) return latin;
  const { group, decimal } = separators(locale);
  const plain = latin.split(group || ' ').join('');
  const text = decimal === '.' ? plain : plain.replace(decimal, '.');
  return /^-?\d+(\.\d+)?$/.test(text) ? text : typed;
}

/** "1.234" is one thousand and more where the point groups digits. */
function isGrouped(text: string, locale: string): boolean {
  const { group } = separators(locale);
  return group === '.' && /^-?\d{1,3}(\.\d{3})+$/.test(text);
}
