import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './list.module.css';

/** The search words of a list or a board; asked for once the typing rests. */
export function SearchBox({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(words);
  const settle = useDebouncedCallback(onWords, 250);
  useEffect(() => setText(words), [words]);
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={t('common:list.search')}
      placeholder={t('common:list.search')}
      leftSection={<IconSearch size={15} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        settle(event.currentTarget.value.trim());
      }}
    />
  );
}
