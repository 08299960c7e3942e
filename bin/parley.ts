import { isStartProblem } from '#platform/config/start-problem.ts';

type Command = { summary: string; load(): Promise<{ run(args: string[]): Promise<number> }> };

// A command is one file of commands/, loaded when it is asked for; `run` answers with the exit code.
const commands: Record<string, Command> = {
  start: {
    summary: 'start Parley  [--role web|worker|all]',
    load: () => import('./commands/start.ts'),
  },
  migrate: {
    summary: 'bring the database up to this version and stop',
    load: () => import('./commands/migrate.ts'),
  },
  'create-admin': {
    summary: 'make somebody administrator and print a link to set their password  --email <address>',
    load: () => import('./commands/create-admin.ts'),
  },
  'seed-demo': {
    summary: 'fill a company with demo data  [--leads N] [--company id]',
    load: () => import('./commands/seed-demo.ts'),
  },
  doctor: {
    summary: 'check this installation and say what is wrong',
    load: () => import('./commands/doctor.ts'),
  },
  'verify-audit': {
    summary: 'recompute the audit log of every company, or of one  [--company <id>]',
    load: () => import('./commands/verify-audit.ts'),
  },
};

const [name = 'help', ...args] = process.argv.slice(2);
process.exitCode = await runCommand(name, args).catch(reportFailure);

async function runCommand(name: string, args: string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command && !args.includes('--help')) return (await command.load()).run(args);
  if (command || ['help', '--help', '-h'].includes(name)) {
    console.log(help());
    return 0;
  }
  console.error(`There is no command "${name}".\n\n${help()}`);
  return 2;
}

function help(): string {
  const width = Math.max(...Object.keys(commands).map((word) => word.length));
  const lines = Object.entries(commands).map(([word, { summary }]) => `  ${word.padEnd(width)}  ${summary}`);
  return ['Use: parley <command>', '', ...lines, '', 'Settings are explained in .env.example.'].join('\n');
}

// A start problem is for people: its sentences and nothing else. Anything else is a bug and keeps its stack.
function reportFailure(error: unknown): number {
  if (isStartProblem(error)) console.error(error.message);
  else if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    console.error(`${error.message}.`.replace(/\.\.$/, '.'));
    return 2;
  } else console.error(error);
  return 1;
}
