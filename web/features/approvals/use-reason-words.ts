import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/platform/use-format.ts';
import type { ApprovalReason } from './approval.ts';

const isolated = (text: string) => `\u2068${text}\u2069`;

/** Why a rule holds something back, as a sentence with the figure and the limit. */
export function useReasonWords(): (reason: ApprovalReason) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (reason) => {
    const { condition, currency, limit, figure, unknown, hidden, withOptions } = reason;
    const shown = (value: string | null) => {
      if (value === null) return '';
      if (condition === 'currency') return isolated(value);
      if (condition === 'total') return isolated(format.money(value, currency ?? ''));
      return isolated(format.percent(value));
    };
    const form = unknown ? 'Unknown' : hidden ? 'Hidden' : figure === null ? 'Nothing' : '';
    const said = t(`approvals:reason.${condition}${form}`, {
      figure: shown(figure),
      limit: shown(limit),
      currency: isolated(currency ?? ''),
    });
    return withOptions ? `${said} ${t('approvals:reason.withOptions')}` : said;
  };
}
