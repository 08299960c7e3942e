import { useSession } from '#web/platform/session.ts';
import type { InputProps } from '../field.ts';
import { asText } from '../use-base.ts';
import { CurrencyAmount } from './currency-amount.tsx';

/** An amount whose currency is another field of the record, edited beside it. */
export function MoneyInput(props: InputProps) {
  const own = useSession()?.organisation.currency ?? null;
  const { currencyKey } = props.field;
  const currency = currencyKey ? asText(props.values[currencyKey]) || own : own;
  return (
    <CurrencyAmount
      {...props}
      amount={asText(props.value)}
      currency={currency}
      fixed={!currencyKey}
      onAmount={(amount) => {
        props.onChange(amount);
        // What is shown is what is meant: a record without a currency takes the one beside its first amount.
        if (currencyKey && !props.values[currencyKey] && currency) props.setValue(currencyKey, currency);
      }}
      onCurrency={(code) => currencyKey && props.setValue(currencyKey, code)}
    />
  );
}
