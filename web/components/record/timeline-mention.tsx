import { Portal, UnstyledButton } from '@mantine/core';
import type { MentionNodeAttrs as Chosen } from '@tiptap/extension-mention';
import type { SuggestionKeyDownProps, SuggestionOptions, SuggestionProps } from '@tiptap/suggestion';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#web/platform/api.ts';
import type { Member } from '#web/platform/members.ts';
import { Initials } from '../member-name.tsx';
import classes from './timeline-composer.module.css';

type Open = { props: SuggestionProps<Member, Chosen>; index: number };

/** The members whose names begin what is typed after an @. */
async function findMembers(words: string): Promise<Member[]> {
  const { items } = await api.get<{ items: Member[] }>('/members', { query: { q: words, limit: 8 } });
  return items.filter(({ status }) => status !== 'deactivated').slice(0, 6);
}

const listId = 'timeline-mentions';

export type Mentions = {
  suggestion: Omit<SuggestionOptions<Member, Chosen>, 'editor'>;
  open: Open | null;
  choose: (member: Member) => void;
};

/** What the editor asks while somebody types a name: kept here, so that React draws the list. */
export function useMentions(): Mentions {
  const [open, setOpen] = useState<Open | null>(null);
  // The editor keeps the functions that it was made with; they look here for what is shown now.
  const now = useRef<Open | null>(null);
  return useMemo(() => {
    const show = (next: Open | null) => {
      now.current = next;
      setOpen(next);
    };
    const choose = ({ id, name }: Member) => now.current?.props.command({ id, label: name });
    const press = ({ event }: SuggestionKeyDownProps): boolean => {
      const current = now.current;
      if (!current || current.props.items.length === 0) return false;
      const { length } = current.props.items;
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0) {
        show({ ...current, index: (current.index + step + length) % length });
        return true;
      }
      if (event.key === 'Escape') {
        event.stopPropagation();
        show(null);
        return true;
      }
      const member = current.props.items[current.index];
      if ((event.key !== 'Enter' && event.key !== 'Tab') || event.ctrlKey || event.metaKey || !member)
        return false;
      choose(member);
      return true;
    };
    return {
      open,
      choose,
      suggestion: {
        items: ({ query }) => findMembers(query).catch(() => []),
        render: () => ({
          onStart: (props) => show({ props, index: 0 }),
          onUpdate: (props) => show({ props, index: 0 }),
          onKeyDown: press,
          onExit: () => show(null),
        }),
      },
    };
  }, [open]);
}

/** The names to choose from, at the place where one is being typed. */
export function MentionList({ mentions, label }: { mentions: Mentions; label: string }) {
  const { t } = useTranslation();
  const { open, choose } = mentions;
  if (!open) return null;
  const { items, clientRect } = open.props;
  const place = clientRect?.();
  if (!place) return null;
  const style = { insetBlockStart: place.bottom + 4, '--mention-x': `${place.left}px` };
  return (
    <Portal>
      <div id={listId} role="listbox" aria-label={label} className={classes.mentions} style={style}>
        {items.length === 0 && <p className={classes.hint}>{t('common:picker.nobody')}</p>}
        {items.map((member, index) => (
          <UnstyledButton
            key={member.id}
            role="option"
            aria-selected={index === open.index}
            tabIndex={-1}
            className={classes.mentionOption}
            // Pressing must not take the focus out of the text.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(member)}
          >
            <Initials name={member.name} />
            <bdi>{member.name}</bdi>
          </UnstyledButton>
        ))}
      </div>
    </Portal>
  );
}
