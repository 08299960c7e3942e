/** `./en/leads.json` → `leads`: a feature adds its words by adding its file. */
export function byNamespace(files: Record<string, unknown>): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(files).map(([path, words]) => [
      path.slice(path.lastIndexOf('/') + 1, -'.json'.length),
      words as Record<string, unknown>,
    ]),
  );
}
