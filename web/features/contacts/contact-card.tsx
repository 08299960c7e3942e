import { Anchor, Stack, Text } from '@mantine/core';
import { RecordLink } from '#web/components/record-link.tsx';
import type { Contact } from './contact.ts';

type Props = { contact: Pick<Contact, 'id' | 'name' | 'jobTitle' | 'email' | 'phone' | 'mobile'> };

/** A person in a box at the side: name, post, and the ways to reach them. */
export function ContactCard({ contact }: Props) {
  const { email, jobTitle } = contact;
  const number = contact.mobile ?? contact.phone;
  return (
    <Stack gap={6}>
      <RecordLink kind="contact" id={contact.id} text={contact.name} />
      {jobTitle && (
        <Text inherit c="dimmed">
          <bdi>{jobTitle}</bdi>
        </Text>
      )}
      {email && (
        <Anchor inherit href={`mailto:${email}`} style={{ overflowWrap: 'anywhere' }}>
          <bdi dir="ltr">{email}</bdi>
        </Anchor>
      )}
      {number && (
        <Anchor inherit href={`tel:${number.replace(/[^+\d]/g, '')}`}>
          <bdi dir="ltr">{number}</bdi>
        </Anchor>
      )}
    </Stack>
  );
}
