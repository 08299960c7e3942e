import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { appSchema } from '#platform/database/roles.ts';
import { createTestDatabase } from '#test/build/postgres.ts';
import { readTables } from './row-types/read-tables.ts';
import { writeTypes } from './row-types/write-types.ts';

// npm run row-types            writes the types of the migrated database
// npm run row-types -- --check fails when the file in the tree is not what would be written

const target = 'server/platform/database/row-types.generated.ts';

const database = await createTestDatabase();
try {
  const path = join(resolve(import.meta.dirname, '..'), target);
  const wanted = writeTypes(await readTables(database.adminUrl, appSchema));
  const isFresh = existsSync(path) && readFileSync(path, 'utf8') === wanted;
  if (isFresh) console.log(`${target} is what the migrations say.`);
  else if (process.argv.includes('--check')) {
    console.error(`${target} is not what the migrations say. Run "npm run row-types" and commit the file.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, wanted);
    console.log(`${target} written.`);
  }
} finally {
  await database.drop();
}
// A PostgreSQL of its own, where none was running, ends with this process.
process.exit();
