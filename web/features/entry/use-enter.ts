import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useUrlState } from '#web/platform/url-state.ts';

/** Only addresses of this site are followed after sign-in. */
function safeNext(next: string | undefined): string {
  return next?.startsWith('/') && !next.startsWith('//') ? next : '/';
}

/** Goes to where the visitor wanted to be before signing in. */
export function useEnter() {
  const [search] = useUrlState();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async () => {
    queryClient.clear();
    await navigate({ href: safeNext(search.next), replace: true });
  };
}
