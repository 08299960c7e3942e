import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter/index.css';
import '#web/platform/styles.css';
import '#web/features/sharing/recipient.css';
import { startPageTheme } from '#web/features/sharing/page-theme.ts';
import { startPageWords } from '#web/features/sharing/page-words.ts';
import { RecipientPage } from '#web/features/sharing/recipient-page.tsx';

// What a customer opens from a link: an entry of its own, so that it loads none of the app.
const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
const token = location.pathname.split('/').at(-1) ?? '';
startPageTheme();
await startPageWords();
createRoot(root).render(
  <StrictMode>
    <RecipientPage token={token} />
  </StrictMode>,
);
