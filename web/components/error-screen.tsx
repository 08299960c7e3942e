import { useRouter } from '@tanstack/react-router';
import { ErrorState } from './error-state.tsx';

/** What a screen shows instead of itself when drawing it failed; the rest of the page stays. */
export function ErrorScreen({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} retry={retry} />;
}
