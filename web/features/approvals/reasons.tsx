import { IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRoleNameById } from '#web/features/settings/places-and-roles.ts';
import type { ApprovalReason } from './approval.ts';
import classes from './approvals.module.css';
import { useReasonWords } from './use-reason-words.ts';

/** The rules that hold something back, each with its figure and with who may agree to it, or did. */
export function Reasons({ reasons }: { reasons: readonly ApprovalReason[] }) {
  const { t } = useTranslation();
  const words = useReasonWords();
  const roleName = useRoleNameById();
  const rolesOf = ({ approverRoles }: ApprovalReason) =>
    approverRoles.length === 0
      ? t('approvals:anyApprover')
      : approverRoles.map(({ id, name }) => roleName(id, name)).join(t('approvals:or'));
  return (
    <ul className={classes.reasons}>
      {reasons.map((reason) => (
        <li key={reason.ruleId} data-agreed={reason.approvedBy !== null || undefined}>
          {reason.approvedBy ? (
            <IconCircleCheck size={16} aria-hidden />
          ) : (
            <IconHandStop size={16} aria-hidden />
          )}
          <span>
            <bdi className={classes.rule}>{reason.ruleName}</bdi>
            <span>{words(reason)}</span>
            <span className={classes.who}>
              {reason.approvedBy
                ? t('approvals:agreed', { name: `\u2068${reason.approvedBy.name}\u2069` })
                : t('approvals:asks', { roles: rolesOf(reason) })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
