import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { run } from '../../bin/command-line.ts';

const verbs = readdirSync(join(import.meta.dirname, '..', '..', 'bin', 'commands')).map((file) =>
  file.replace('.ts', ''),
);
let printed: string;
let said: string;

beforeEach(() => {
  printed = '';
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('run', () => {
  it.each([['help'], ['--help'], ['-h']])('lists every command at %s', async (typed) => {
    expect(await run([typed])).toBe(0);
    expect(verbs.filter((verb) => !printed.includes(`\n  ${verb} `))).toEqual([]);
  });

  it('lists the commands, and has done nothing, where none is typed', async () => {
    expect(await run([])).toBe(1);
    expect(printed).toContain('npx shoal <command>');
  });

  it.each(verbs)('shows how %s is typed', async (verb) => {
    expect(await run([verb, '--help'])).toBe(0);
    expect(printed).toMatch(new RegExp(`n(px shoal|pm( run)?) ${verb === 'up' ? 'start' : verb}\\b`));
    expect(said).toBe('');
  });

  it('refuses an unknown command with the nearest', async () => {
    expect(await run(['deplyo'])).toBe(1);
    expect(said).toMatch(/^'deplyo' is not a command of shoal\. Did you mean 'deploy'\? Known: up, /);
    expect(printed).toBe('');
  });

  it('takes no name that every object has for a command', async () => {
    expect(await run(['constructor'])).toBe(1);
    expect(said).toContain("'constructor' is not a command of shoal.");
  });

  it.each([
    [['up', '--stage', 'pord'], "'pord' is not a stage. Did you mean 'prod'?"],
    [['up', '--ports', '80'], "--ports '80' is not a whole number from 1024 to 60000."],
    [['up', '--ports', '8000.5'], "--ports '8000.5' is not a whole number from 1024 to 60000."],
    [['up', '--speed', '0'], "--speed '0' is not a whole number from 1 to 10000."],
    [['up', '--prots', '80'], "'--prots' is not an option here. Did you mean '--ports'?"],
    [['deploy'], 'Name a service: npx shoal deploy catalog.'],
    [['deploy', 'catlog'], "'catlog' is not a service. Did you mean 'catalog'?"],
    [['deploy', '--stage', 'devv'], "'devv' is not a stage. Did you mean 'dev'?"],
    [['deploy', 'catalog', '--stage', 'dev'], 'name a service or a stage, not both.'],
    [['logs'], 'Name the service whose logs you want: npx shoal logs catalog.'],
    [['logs', 'catalog', '--minutes', 'ten'], "--minutes 'ten' is not a number above 0."],
    [['token', '--role', 'staf'], "'staf' is not a role. Did you mean 'staff'?"],
    [['token', '--minutes', '0'], "--minutes '0' is not between 1 and 1440."],
    [['synth', '--stage', 'pord'], "'pord' is not a stage. Did you mean 'prod'?"],
    [['build', 'gatway'], "'gatway' is not a service. Did you mean 'gateway'?"],
    [['bench', 'everything'], "'everything' is not a part of the bench"],
    [['status', '--state', '/nowhere'], 'No rehearsal is up in /nowhere: start one with npm start.'],
  ])('refuses %j in one sentence', async (typed, sentence) => {
    expect(await run(typed)).toBe(1);
    expect(said).toContain(sentence);
    expect(said.trim()).not.toContain('\n');
    expect(printed).toBe('');
  });
});
