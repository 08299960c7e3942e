/** What a reader of the API's documentation must know before the first call. Markdown. */
export const introduction = `One API for the web pages, integrations and programs: there is no other way in.

**Who calls.** A browser signs in and carries a session cookie. A program sends \`Authorization: Bearer <API key>\`; an
administrator makes keys in the settings, each with a role at a place in the hierarchy.

**Values.** JSON in camelCase. Ids are UUIDs. Dates are \`YYYY-MM-DD\`, instants RFC 3339 in UTC. Amounts, quantities and
rates are decimal strings in answers; strings or numbers are taken. Unknown fields of a body are refused.

**Problems.** Every refusal is a problem document (RFC 9457) with a \`code\` that does not change. A refused field is named
in \`errors\` with its path and rule. What lies outside of your part of the company answers 404.

**Changes.** \`PATCH\` changes what it names, \`null\` clears. \`If-Match\` with a version makes a change conditional.
\`Idempotency-Key\` on a \`POST\` makes it safe to send again.

**Lists** answer \`{items, nextCursor, total}\`. Give \`nextCursor\` as \`cursor\` for the next page. \`total.exact\` is false
where counting stopped early: there are at least that many.

**Limits.** Past the number of requests a minute that this installation allows, answers are 429 with \`Retry-After\`.`;
