// Runs before the first paint, from its own file because the page allows no inline script:
// it sets the colour scheme, the language and the direction that this browser used last.
(() => {
  const root = document.documentElement;
  let scheme = 'auto';
  let language = null;
  try {
    scheme = localStorage.getItem('parley.colour-scheme') || 'auto';
    language = localStorage.getItem('parley.language');
  } catch {
    // Storage can be forbidden; the defaults are fine.
  }
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  const arabic = language ? language === 'ar' : /^ar\b/.test(navigator.language || '');
  root.lang = arabic ? 'ar' : 'en';
  root.dir = arabic ? 'rtl' : 'ltr';
})();
