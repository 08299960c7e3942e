import {
  IconArchive,
  IconChevronDown,
  IconChevronsUp,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleDot,
  IconCircleHalf2,
  IconCircleXFilled,
  IconClockExclamation,
  IconEye,
  IconFlame,
  IconHistory,
  IconMinus,
  IconSnowflake,
  IconTemperature,
  IconTrash,
} from '@tabler/icons-react';
import type { Tone } from '#web/platform/colours.ts';

export type Look = { tone: Tone; icon: typeof IconCircle };

const look = (tone: Tone, icon: typeof IconCircle): Look => ({ tone, icon });

const draft = look('neutral', IconCircleDashed);
const fresh = look('blue', IconCircle);
const moving = look('amber', IconCircleHalf2);
const nearly = look('blue', IconCircleDot);
const good = look('green', IconCircleCheckFilled);
const bad = look('red', IconCircleXFilled);
const over = look('neutral', IconHistory);
const away = look('neutral', IconArchive);
const late = look('red', IconClockExclamation);

/** How each status looks: a tone and a shape. Its word is `status:<kind>.<status>`. */
export const looks: Record<string, Record<string, Look>> = {
  lead: {
    new: fresh,
    contacted: moving,
    qualified: nearly,
    converted: good,
    lost: bad,
    junk: look('neutral', IconTrash),
  },
  quality: {
    hot: look('red', IconFlame),
    warm: look('amber', IconTemperature),
    cold: look('blue', IconSnowflake),
  },
  approval: { required: moving, pending: nearly, approved: good, rejected: bad, stale: over },
  account: { active: good, inactive: draft, archived: away },
  contact: { active: good, inactive: draft, archived: away },
  opportunity: {
    new: fresh,
    qualified: nearly,
    quote_ready: moving,
    negotiation: moving,
    won: good,
    lost: bad,
  },
  quote: {
    draft,
    scheduled: look('blue', IconClockExclamation),
    sent: fresh,
    viewed: look('blue', IconEye),
    accepted: good,
    declined: bad,
    expired: late,
    revised: over,
  },
  order: {
    draft,
    confirmed: fresh,
    partly_fulfilled: moving,
    fulfilled: good,
    cancelled: bad,
  },
  invoice: {
    draft,
    issued: fresh,
    partially_paid: moving,
    paid: good,
    credited: over,
    written_off: over,
    overdue: late,
    void: away,
  },
  credit_note: { draft, issued: good },
  message: {
    queued: moving,
    sent: good,
    delivered: good,
    failed: bad,
    bounced: bad,
    simulated: draft,
    suppressed: away,
  },
  subscription: {
    draft,
    trialing: fresh,
    active: good,
    paused: moving,
    cancelled: bad,
    ended: over,
  },
  campaign: {
    planned: draft,
    active: good,
    paused: moving,
    completed: over,
    cancelled: bad,
    archived: away,
  },
  task: { open: fresh, done: good },
  priority: {
    low: look('neutral', IconChevronDown),
    normal: look('neutral', IconMinus),
    high: look('red', IconChevronsUp),
  },
  consent: { granted: good, withdrawn: bad, unknown: draft },
  member: { active: good, invited: fresh, deactivated: away },
  invitation: { open: fresh, accepted: good, revoked: away, expired: late },
  job: { queued: draft, running: moving, done: good, completed: good, failed: bad },
};

export function lookOf(kind: string, status: string): Look {
  return looks[kind]?.[status] ?? draft;
}
