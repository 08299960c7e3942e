/** A moment in words, in a member's language and time zone: what a mail says. */
export function longTime(at: string, locale: 'en' | 'ar', timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone }).format(
    new Date(at),
  );
}

/** A date in words, in a member's language. */
export function longDate(date: string, locale: 'en' | 'ar'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
