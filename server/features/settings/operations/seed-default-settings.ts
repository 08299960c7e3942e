import { type OptionList, optionLists } from '#domain/settings.ts';
import { audit, type Call, instant } from '#platform/access/call.ts';
import { newId } from '#platform/database/id.ts';
import { defaultOptions, defaultPaymentTerms, standardTaxRates, taxRateNames } from '../default-lists.ts';
import { getOrganisation } from '../queries-company.ts';

const sortStep = 10;

/**
 * Gives a new company its option lists, tax rates and payment terms, named in its own language. Numbering needs no rows:
 * a series starts with its default pattern when its first number is taken.
 */
export async function seedDefaultSettings(call: Call): Promise<void> {
  const { country, locale } = await getOrganisation(call);
  const options = optionLists.flatMap((list) => optionRows(call, list));
  await call.database.insertInto('optionValue').values(options).execute();
  const standard = country === null ? undefined : standardTaxRates[country];
  const rates = [
    { name: taxRateNames.none[locale], rate: '0', isDefault: standard === undefined },
    ...(standard === undefined
      ? []
      : [{ name: taxRateNames.standard[locale], rate: standard, isDefault: true }]),
  ];
  await call.database
    .insertInto('taxRate')
    .values(rates.map((rate, index) => ({ ...rate, ...placed(call, index) })))
    .execute();
  await call.database
    .insertInto('paymentTerm')
    .values(
      defaultPaymentTerms.map((term, index) => ({
        ...term,
        name: term.name[locale],
        ...placed(call, index),
      })),
    )
    .execute();
  audit(call, {
    action: 'settings.seeded',
    recordKind: 'organisation',
    recordId: call.orgId,
    after: { options: options.length, taxRates: rates.length, paymentTerms: defaultPaymentTerms.length },
  });
}

function optionRows(call: Call, list: OptionList) {
  return defaultOptions[list].map(([value, label, labelAr], index) => ({
    list,
    value,
    label,
    labelAr,
    ...placed(call, index),
  }));
}

function placed(call: Call, index: number) {
  const at = instant(call);
  return {
    orgId: call.orgId,
    id: newId(call.now.getTime()),
    sortOrder: (index + 1) * sortStep,
    createdAt: at,
    updatedAt: at,
  };
}
