import { ActionIcon, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconBold, IconItalic, IconLink, IconList, IconListNumbers } from '@tabler/icons-react';
import Mention from '@tiptap/extension-mention';
import { type Editor, EditorContent, useEditor, useEditorState } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RichText } from '#domain/rich-text.ts';
import classes from './timeline-composer.module.css';
import { MentionList, useMentions } from './timeline-mention.tsx';

type Props = {
  label: string;
  value: RichText | null;
  error?: string;
  /** Whether the bar with bold, italic, lists and links is shown. */
  tools: boolean;
  autoFocus?: boolean;
  onFocus: () => void;
  onChange: (body: RichText | null) => void;
};

// Only what domain/rich-text.ts lets in.
const kit = StarterKit.configure({
  blockquote: false,
  code: false,
  codeBlock: false,
  heading: false,
  horizontalRule: false,
  strike: false,
  underline: false,
  link: { openOnClick: false, autolink: true, defaultProtocol: 'https', protocols: ['mailto'] },
});

/** A text field with bold, italic, lists, links and mentions. */
export function RichEditor({ label, value, error, tools, autoFocus, onFocus, onChange }: Props) {
  const { t } = useTranslation();
  const mentions = useMentions();
  const editor = useEditor({
    extensions: [
      kit,
      Mention.configure({ suggestion: mentions.suggestion, deleteTriggerWithBackspace: true }),
    ],
    content: value,
    autofocus: autoFocus ? 'end' : false,
    // The rules stand in our own style sheet: the page lets no other in.
    injectCSS: false,
    editorProps: {
      // Here it would break the line; it belongs to the form, which saves.
      handleKeyDown: (_view, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        dir: 'auto',
        class: classes.editor ?? '',
      },
    },
    onFocus,
    onUpdate: ({ editor }) => onChange(editor.isEmpty ? null : (editor.getJSON() as RichText)),
  });
  const empty = useEditorState({ editor, selector: ({ editor }) => editor?.isEmpty ?? true });
  return (
    <div className={classes.field} data-error={error ? true : undefined}>
      <div className={classes.editorFrame}>
        {empty && (
          <span className={classes.placeholder} aria-hidden>
            {label}
          </span>
        )}
        <EditorContent editor={editor} />
      </div>
      {tools && editor && <Tools editor={editor} />}
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <MentionList mentions={mentions} label={t('timeline:mention')} />
    </div>
  );
}

function Tools({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const on = useEditorState({
    editor,
    selector: ({ editor }) => ({
      bold: editor.isActive('bold'),
      italic: editor.isActive('italic'),
      bulletList: editor.isActive('bulletList'),
      orderedList: editor.isActive('orderedList'),
    }),
  });
  const chain = () => editor.chain().focus();
  const tools = [
    { key: 'bold', icon: IconBold, run: () => chain().toggleBold().run() },
    { key: 'italic', icon: IconItalic, run: () => chain().toggleItalic().run() },
    { key: 'bulletList', icon: IconList, run: () => chain().toggleBulletList().run() },
    { key: 'orderedList', icon: IconListNumbers, run: () => chain().toggleOrderedList().run() },
  ] as const;
  return (
    <div className={classes.tools} role="toolbar" aria-label={t('timeline:tools')}>
      {tools.map(({ key, icon: Icon, run }) => (
        <Tooltip key={key} label={t(`timeline:tool.${key}`)}>
          <ActionIcon
            size="sm"
            data-on={on[key] || undefined}
            className={classes.tool}
            aria-label={t(`timeline:tool.${key}`)}
            aria-pressed={on[key]}
            onClick={run}
          >
            <Icon size={16} />
          </ActionIcon>
        </Tooltip>
      ))}
      <LinkTool editor={editor} />
    </div>
  );
}

/** Makes a link of the chosen words, or of the address itself where none are chosen; an empty address takes it away. */
function LinkTool({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const [href, setHref] = useState('');
  const on = useEditorState({ editor, selector: ({ editor }) => editor.isActive('link') });
  const begin = () => {
    setHref(String(editor.getAttributes('link').href ?? ''));
    setOpened(!opened);
  };
  const apply = () => {
    setOpened(false);
    const chain = editor.chain().focus().extendMarkRange('link');
    const address = href.trim();
    if (address === '') return chain.unsetLink().run();
    const full = /^(https?:|mailto:)/i.test(address) ? address : `https://${address}`;
    const marks = [{ type: 'link', attrs: { href: full } }];
    if (editor.state.selection.empty && !on)
      return chain.insertContent({ type: 'text', text: address, marks }).run();
    return chain.setLink({ href: full }).run();
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-start">
      <Popover.Target>
        <Tooltip label={t('timeline:tool.link')} disabled={opened}>
          <ActionIcon
            size="sm"
            data-on={on || undefined}
            className={classes.tool}
            aria-label={t('timeline:tool.link')}
            aria-pressed={on}
            onClick={begin}
          >
            <IconLink size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <TextInput
          size="sm"
          type="url"
          dir="ltr"
          label={t('timeline:link')}
          value={href}
          onChange={(event) => setHref(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            event.stopPropagation();
            apply();
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
