import type { CustomField, CustomMoney } from '#domain/custom-fields.ts';
import type { Values } from '../kind.ts';

export type CustomColumn = { header: string; read(record: Values): unknown };

/** The columns of an export: one for each field, two for an amount (with its currency) and for what has a name. */
export function customColumns(fields: readonly CustomField[]): CustomColumn[] {
  return fields.flatMap(({ key, type }): CustomColumn[] => {
    const header = `custom.${key}`;
    const own = (record: Values) => (record.custom as Values)[key];
    const plain = { header, read: own };
    if (type === 'money') {
      const member = (name: keyof CustomMoney) => (record: Values) =>
        (own(record) as CustomMoney | undefined)?.[name];
      return [
        { header, read: member('amount') },
        { header: `${header}.currency`, read: member('currency') },
      ];
    }
    if (type !== 'member' && type !== 'link') return [plain];
    const nameOf = (record: Values) => {
      const id = own(record);
      return typeof id === 'string' ? (record.customNames as Values | undefined)?.[id] : undefined;
    };
    return [plain, { header: `${header}.name`, read: nameOf }];
  });
}
