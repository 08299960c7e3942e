/** Shown in place of the web client while it has not been built. */
export const notBuiltPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Parley</title>
    <style>body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem }</style>
  </head>
  <body>
    <main>
      <h1>Parley is running without its web pages</h1>
      <p>They have not been built yet. Stop Parley and start it again with <code>npm start</code>, which builds them.
        The API works meanwhile: <a href="/api/docs">/api/docs</a>.</p>
      <div lang="ar" dir="rtl">
        <h2>يعمل Parley من دون صفحاته</h2>
        <p>لم تُبنَ صفحات الويب بعد. أوقف Parley ثم شغّله من جديد بالأمر <code dir="ltr">npm start</code> الذي يبنيها.
          واجهة البرمجة تعمل في هذه الأثناء: <a href="/api/docs" dir="ltr">/api/docs</a>.</p>
      </div>
    </main>
  </body>
</html>
`;
