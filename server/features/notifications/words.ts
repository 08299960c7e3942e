import type { NotificationType } from '#domain/notifications.ts';

/** What a mail is made of: who did it, the record's title where the reader may see it, and facts of the type. */
export type Told = { actor: string; title: string | null; data: Record<string, string | number> };

type Words = {
  [Type in NotificationType]: (told: Told) => string;
} & { open: string; footer: string };

const about = (title: string | null) => (title ? `: ${title}` : '');
const subject = ({ data, title }: Told) =>
  about(typeof data.subject === 'string' && data.subject !== '' ? data.subject : title);

export const words: Record<'en' | 'ar', Words> = {
  en: {
    mentioned: ({ actor, title }) => `${actor} mentioned you${about(title)}`,
    assigned: ({ actor, title }) => `${actor} made you the owner${about(title)}`,
    task_assigned: (told) => `${told.actor} gave you a task${subject(told)}`,
    reminder_due: (told) => `Reminder${subject(told)}`,
    quote_accepted: ({ title }) => `Your quote was accepted${about(title)}`,
    quote_declined: ({ title }) => `Your quote was declined${about(title)}`,
    job_done: () => 'Your long work has ended',
    open: 'Open in Parley',
    footer: 'You choose which mails you get under Profile, Notifications.',
  },
  ar: {
    mentioned: ({ actor, title }) => `أشار إليك ${actor}${about(title)}`,
    assigned: ({ actor, title }) => `جعلك ${actor} المسؤول${about(title)}`,
    task_assigned: (told) => `أسند إليك ${told.actor} مهمة${subject(told)}`,
    reminder_due: (told) => `تذكير${subject(told)}`,
    quote_accepted: ({ title }) => `قُبل عرض السعر الخاص بك${about(title)}`,
    quote_declined: ({ title }) => `رُفض عرض السعر الخاص بك${about(title)}`,
    job_done: () => 'انتهى العمل الطويل الذي بدأته',
    open: 'فتح في بارلي',
    footer: 'تختار الرسائل التي تصلك من الملف الشخصي، الإشعارات.',
  },
};
