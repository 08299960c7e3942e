type Words = { subject: string; body: (company: string) => string; sms: (company: string) => string };

/** What a message says that is sent to try the settings. */
export const testWords: Record<'en' | 'ar', Words> = {
  en: {
    subject: 'Parley can send your email',
    body: (company) =>
      `This message was sent from Parley to try the mail server of ${company}. You need not do anything.`,
    sms: (company) => `Parley can send text messages for ${company}.`,
  },
  ar: {
    subject: 'يستطيع بارلي إرسال بريدك',
    body: (company) =>
      `أُرسلت هذه الرسالة من بارلي لتجربة خادم البريد الخاص بـ ${company}. لا يلزمك فعل أي شيء.`,
    sms: (company) => `يستطيع بارلي إرسال الرسائل النصية باسم ${company}.`,
  },
};
