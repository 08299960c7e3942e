import type { NotificationType } from '#domain/notifications.ts';

/** What a mail is made of: who did it, the record's title where the reader may see it, and facts of the type. */
export type Told = { actor: string; title: string | null; data: Record<string, string | number> };

type Words = {
  [Type in NotificationType]: (told: Told) => string;
} & { open: string; footer: string };

const about = (title: string | null) => (title ? `: ${title}` : '');
const subject = ({ data, title }: Told) =>
  about(typeof data.subject === 'string' && data.subject !== '' ? data.subject : title);
const said = ({ data }: Told) => data.verdict === 'approved';

export const words: Record<'en' | 'ar', Words> = {
  en: {
    mentioned: ({ actor, title }) => `${actor} mentioned you${about(title)}`,
    assigned: ({ actor, title }) => `${actor} made you the owner${about(title)}`,
    task_assigned: (told) => `${told.actor} gave you a task${subject(told)}`,
    reminder_due: (told) => `Reminder${subject(told)}`,
    quote_accepted: ({ title }) => `Your quote was accepted${about(title)}`,
    quote_declined: ({ title }) => `Your quote was declined${about(title)}`,
    quote_changes_requested: ({ title }) => `Your customer asks for changes${about(title)}`,
    quote_viewed: ({ title }) => `Your customer has opened the quote${about(title)}`,
    invoice_viewed: ({ title }) => `Your customer has opened the invoice${about(title)}`,
    approval_requested: ({ actor, title }) => `${actor} asks for your approval${about(title)}`,
    approval_decided: (told) =>
      `${told.actor} ${said(told) ? 'approved' : 'rejected'} your quote${about(told.title)}`,
    quote_sent: ({ title }) => `Your quote was sent${about(title)}`,
    send_failed: ({ title }) => `Your quote was not sent at its time${about(title)}`,
    renewal_due: ({ title }) => `A subscription is about to end${about(title)}`,
    billing_failed: ({ title }) => `A subscription could not be billed${about(title)}`,
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
    quote_changes_requested: ({ title }) => `يطلب عميلك تعديلات${about(title)}`,
    quote_viewed: ({ title }) => `فتح عميلك عرض السعر${about(title)}`,
    invoice_viewed: ({ title }) => `فتح عميلك الفاتورة${about(title)}`,
    approval_requested: ({ actor, title }) => `يطلب ${actor} موافقتك${about(title)}`,
    approval_decided: (told) =>
      said(told)
        ? `وافق ${told.actor} على عرض السعر${about(told.title)}`
        : `رفض ${told.actor} عرض السعر${about(told.title)}`,
    quote_sent: ({ title }) => `أُرسل عرض السعر الخاص بك${about(title)}`,
    send_failed: ({ title }) => `لم يُرسل عرض السعر في موعده${about(title)}`,
    renewal_due: ({ title }) => `اشتراك يوشك أن ينتهي${about(title)}`,
    billing_failed: ({ title }) => `تعذّرت فوترة اشتراك${about(title)}`,
    job_done: () => 'انتهى العمل الطويل الذي بدأته',
    open: 'فتح في بارلي',
    footer: 'تختار الرسائل التي تصلك من الملف الشخصي، الإشعارات.',
  },
};
