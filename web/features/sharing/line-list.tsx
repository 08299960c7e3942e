import { useTranslation } from 'react-i18next';
import type { PublicContent, PublicLine } from '#domain/sharing.ts';
import { fullPrice } from '#web/platform/format.ts';
import dialog from './dialog.module.css';
import classes from './sheet.module.css';
import type { Choice } from './use-choice.ts';
import type { PageFormat } from './use-page-format.ts';

type Props = { content: PublicContent; choice: Choice; canChoose: boolean; format: PageFormat };

/** How the amount of a line comes about. */
function Reckoning({ line, content, format }: Pick<Props, 'content' | 'format'> & { line: PublicLine }) {
  const { t } = useTranslation();
  const { quantity, unit, unitPrice, taxRate, discountPercent } = line;
  const isolated = (text: string) => `\u2068${text}\u2069`;
  const facts = {
    quantity: isolated(format.decimal(quantity)),
    unit: isolated(unit ?? ''),
    price: isolated(format.money(fullPrice(unitPrice, content.currency), content.currency)),
  };
  return (
    <span className={classes.reckoning}>
      <span>{t(unit ? 'recipient:quantityUnit' : 'recipient:quantity', facts)}</span>
      {discountPercent !== '0' && (
        <span>{t('recipient:lineDiscount', { rate: isolated(format.percent(discountPercent)) })}</span>
      )}
      {taxRate !== '0' && <span>{t('recipient:taxRate', { rate: isolated(format.percent(taxRate)) })}</span>}
    </span>
  );
}

function Line({ line, content, choice, canChoose, format }: Props & { line: PublicLine }) {
  const { t } = useTranslation();
  const chosen = line.optional && choice.selected.includes(line.id);
  const text = (
    <>
      <bdi className={classes.lineName}>{line.description}</bdi>
      {line.optional && (
        <span className={classes.chip}>
          {canChoose
            ? t('recipient:optional')
            : t(line.selected ? 'recipient:chosen' : 'recipient:notChosen')}
        </span>
      )}
      <Reckoning line={line} content={content} format={format} />
    </>
  );
  const counts = !line.optional || (canChoose ? chosen : line.selected);
  return (
    <li className={classes.line} data-left-out={!counts || undefined}>
      {line.optional && canChoose ? (
        <label className={classes.option}>
          <input
            type="checkbox"
            className={classes.checkbox}
            checked={chosen}
            onChange={() => choice.toggle(line.id)}
          />
          <span className={classes.lineText}>{text}</span>
        </label>
      ) : (
        <span className={classes.lineText}>{text}</span>
      )}
      <span className={classes.amount}>{format.money(line.net, content.currency)}</span>
    </li>
  );
}

/** The lines below one heading, or those before any. */
type Section = { heading: PublicLine | null; lines: PublicLine[] };

function sectionsOf(lines: readonly PublicLine[]): Section[] {
  const sections: Section[] = [];
  for (const line of lines) {
    if (line.lineType === 'heading') sections.push({ heading: line, lines: [] });
    else if (sections.length === 0) sections.push({ heading: null, lines: [line] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

/** What is sold, section by section; optional lines can be ticked while the document is open. */
export function LineList(props: Props) {
  const { t } = useTranslation();
  const { content, canChoose, choice } = props;
  return (
    <section className={classes.lines}>
      <h2 className={classes.sectionTitle}>{t('recipient:lines')}</h2>
      {canChoose && <p className={classes.help}>{t('recipient:optionsHelp')}</p>}
      {sectionsOf(content.lines).map(({ heading, lines }, at) => (
        <div key={heading?.id ?? `first-${at}`}>
          {heading && (
            <h3 className={classes.lineHeading}>
              <bdi>{heading.description}</bdi>
            </h3>
          )}
          {lines.length > 0 && (
            <ul className={classes.list}>
              {lines.map((line) => (
                <Line key={line.id} line={line} {...props} />
              ))}
            </ul>
          )}
        </div>
      ))}
      {choice.state === 'refused' && (
        <p className={dialog.refusal} role="alert">
          {t('recipient:choiceRefused')}
        </p>
      )}
    </section>
  );
}
