import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const file = (name: string) => decodeURIComponent(new URL(name, import.meta.url).pathname);

/** Nothing is inlined: the page is served with a policy that allows scripts and fonts from files only. */
export default defineConfig({
  root: file('.'),
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What a customer opens from a link loads none of the app.
    rolldownOptions: { input: { main: file('index.html'), recipient: file('recipient.html') } },
    target: 'es2022',
    chunkSizeWarningLimit: 900,
  },
});
