type Words = readonly { subject: string; body: string }[];

/** What people of the demo wrote down. In English and Arabic, as such companies write. */
export const noteWords = [
  'Prefers to be called in the morning, before the shop opens.',
  "Has a competitor's offer on the desk; price is not the main point, delivery is.",
  'Budget is decided in the next quarter. Stay in touch until then.',
  'Met at the fair: wants to see a reference of the same size.',
  'يفضل التواصل بالعربية، والاجتماع القادم في مكتبهم.',
  'طلبوا عرض سعر محدثًا يشمل التركيب والتدريب.',
] as const;

export const mentionWords = [
  'could you look over the delivery dates before I call them back?',
  'they asked for you by name, please take the next call.',
  'is this discount all right with you?',
] as const;

export const callWords: Words = [
  { subject: 'Introduction', body: 'Told them who we are; they want material by email.' },
  { subject: 'Follow-up on the offer', body: 'Went through the lines together. Open: the date of delivery.' },
  { subject: 'Asked for the budget', body: 'Between the lines: it fits, if we can split the payment.' },
  { subject: 'مكالمة متابعة', body: 'العرض وصل، والقرار الأسبوع القادم.' },
];

export const meetingWords: Words = [
  { subject: 'Visit on site', body: 'Saw the hall and took measurements.' },
  { subject: 'Demonstration', body: 'Four people in the room, the head of operations asked most.' },
  { subject: 'Négociation à Genève', body: "D'accord on the scope; M. Lefèvre sends the contract's annex." },
  { subject: 'اجتماع تعريفي', body: 'حضر المدير العام ومدير المشتريات.' },
];

export const emailWords: Words = [
  { subject: 'Brochure and references', body: 'Sent the brochure and two references.' },
  { subject: 'Your questions of Tuesday', body: 'Answered all three; the third needs an engineer.' },
  { subject: 'عرض السعر', body: 'أرسلنا العرض مع شروط الدفع.' },
];

export const outcomes = ['reached', 'left_message', 'call_back', 'interested', 'no_answer'] as const;

export const taskWords = [
  'Call back about the delivery dates',
  'Send the revised offer',
  'Prepare the demonstration',
  "Ask for the customer's purchase order",
  'Check the references',
  'تجهيز عرض السعر النهائي',
] as const;

export const lostReasons = ['Price', 'Timing', 'No decision'] as const;
