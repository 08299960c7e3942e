import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RichInline, RichItem, RichList, RichMark, RichParagraph, RichText } from '#domain/rich-text.ts';
import classes from './timeline.module.css';

type Block = RichParagraph | RichList;

/** Where a link may lead; the server has checked it, and what draws it does not take its word. */
const isSafe = (href: string) => /^(https?:|mailto:)/i.test(href);

/** Words with their marks, one around the other. */
function Marked({ marks, children }: { marks: readonly RichMark[]; children: ReactNode }): ReactNode {
  const [mark, ...rest] = marks;
  if (!mark) return children;
  const inner = <Marked marks={rest}>{children}</Marked>;
  if (mark.type === 'bold') return <strong>{inner}</strong>;
  if (mark.type === 'italic') return <em>{inner}</em>;
  if (!isSafe(mark.attrs.href)) return inner;
  return (
    <Anchor
      inherit
      underline="always"
      href={mark.attrs.href}
      target="_blank"
      rel="noopener noreferrer nofollow"
    >
      {inner}
    </Anchor>
  );
}

function Inline({ node }: { node: RichInline }) {
  if (node.type === 'hardBreak') return <br />;
  if (node.type === 'mention') return <bdi className={classes.mention}>@{node.attrs.label}</bdi>;
  return <Marked marks={node.marks ?? []}>{node.text}</Marked>;
}

// The nodes of a text have no ids and never move: their place is their key.
const keyed = <Node,>(nodes: readonly Node[]) => nodes.map((node, place) => ({ node, key: String(place) }));

function Item({ item }: { item: RichItem }) {
  return (
    <li>
      {keyed(item.content).map(({ node, key }) => (
        <BlockNode key={key} node={node} />
      ))}
    </li>
  );
}

function BlockNode({ node }: { node: Block }) {
  if (node.type === 'paragraph') {
    const inline = node.content ?? [];
    return (
      <p dir="auto">
        {inline.length === 0 ? (
          <br />
        ) : (
          keyed(inline).map(({ node, key }) => <Inline key={key} node={node} />)
        )}
      </p>
    );
  }
  const items = keyed(node.content).map(({ node, key }) => <Item key={key} item={node} />);
  return node.type === 'bulletList' ? <ul>{items}</ul> : <ol>{items}</ol>;
}

/** Rich text drawn from its nodes: nothing in it is ever read as HTML. */
export function ShownRichText({ text }: { text: RichText }) {
  return (
    <div className={classes.rich}>
      {keyed(text.content).map(({ node, key }) => (
        <BlockNode key={key} node={node} />
      ))}
    </div>
  );
}
