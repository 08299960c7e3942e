/** The name by which people know a record of any kind. */
export function recordName(record: object): string {
  const fields = record as Record<string, unknown>;
  const person = [fields.firstName, fields.lastName].filter(Boolean).join(' ');
  const name = fields.title ?? fields.name ?? (person || fields.companyName) ?? fields.number ?? fields.email;
  return typeof name === 'string' ? name : '';
}
