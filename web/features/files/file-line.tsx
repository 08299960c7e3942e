import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import {
  IconDots,
  IconDownload,
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconHistory,
  IconPencil,
  IconTrash,
  IconUpload,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { When } from '#web/components/when.tsx';
import { useFormat } from '#web/platform/use-format.ts';
import { contentUrl, formatBytes, type StoredFile } from './file.ts';
import classes from './files.module.css';

export type FileActs = {
  open(file: StoredFile): void;
  rename(file: StoredFile): void;
  versions(file: StoredFile): void;
  addVersion(file: StoredFile): void;
  remove(file: StoredFile): void;
};

function Picture({ file }: { file: StoredFile }) {
  if (file.preview === 'image') {
    const url = `${contentUrl(file.id, { inline: true })}&version=${file.number}`;
    return <img className={classes.thumbnail} src={url} alt="" loading="lazy" />;
  }
  const Icon = file.preview === 'pdf' ? IconFileTypePdf : file.preview === 'text' ? IconFileText : IconFile;
  return (
    <span className={classes.thumbnail} aria-hidden>
      <Icon size={22} stroke={1.4} />
    </span>
  );
}

/** One file, and what can be done with it. */
export function FileLine({ file, acts }: { file: StoredFile; acts: FileActs }) {
  const { t } = useTranslation();
  const { locale } = useFormat();
  const name = <bdi className={classes.name}>{file.name}</bdi>;
  return (
    <li className={classes.file}>
      {file.preview ? (
        <UnstyledButton
          className={classes.opener}
          onClick={() => acts.open(file)}
          aria-label={t('files:open', { name: file.name })}
        >
          <Picture file={file} />
          {name}
        </UnstyledButton>
      ) : (
        <a className={classes.opener} href={contentUrl(file.id)} download>
          <Picture file={file} />
          {name}
        </a>
      )}
      <span className={classes.facts}>
        {file.number > 1 && <span>{t('files:number', { number: file.number })}</span>}
        <span>{formatBytes(file.size, locale)}</span>
        <bdi>{file.actor.name}</bdi>
        <When at={file.updatedAt} />
      </span>
      <FileMenu file={file} acts={acts} />
    </li>
  );
}

function FileMenu({ file, acts }: { file: StoredFile; acts: FileActs }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('files:acts', { name: file.name })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={contentUrl(file.id)} download leftSection={<IconDownload size={14} />}>
          {t('files:download')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory size={14} />} onClick={() => acts.versions(file)}>
          {t('files:versions')}
        </Menu.Item>
        {file.abilities.edit && (
          <>
            <Menu.Item leftSection={<IconUpload size={14} />} onClick={() => acts.addVersion(file)}>
              {t('files:addVersion')}
            </Menu.Item>
            <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => acts.rename(file)}>
              {t('files:rename')}
            </Menu.Item>
          </>
        )}
        {file.abilities.delete && (
          <Menu.Item color="red" leftSection={<IconTrash size={14} />} onClick={() => acts.remove(file)}>
            {t('common:act.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
