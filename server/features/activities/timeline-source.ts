import { activityTypes } from '#domain/activities.ts';
import { timelineSource } from '#records/timeline.ts';
import { presentActivities } from './present.ts';
import { listActivities } from './queries.ts';

/** Calls, emails, meetings and notes among everything else that happened to a record. */
export const activitySource = timelineSource({
  name: 'activities',
  groups: activityTypes,
  async items(call, ids, { before, limit, groups }) {
    const types = activityTypes.filter((type) => groups.includes(type));
    const rows = await listActivities(call, ids, { types, before, limit });
    const shown = await presentActivities(call, rows);
    return shown.map((activity) => ({
      id: activity.id,
      kind: activity.type,
      at: activity.at,
      actor: {
        kind: 'member',
        id: activity.createdBy,
        name: activity.createdBy === null ? null : (activity.names[activity.createdBy] ?? null),
      },
      record: { kind: activity.recordKind, id: activity.recordId },
      activity,
    }));
  },
});
