import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runbookAddress, runbookHeading } from '../../lib/observability/alarms/runbook-heading.ts';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { alarmsOfReaders } from '../alarms/alarms-of-readers.ts';
import { textsOf } from '../support/emitted/references.ts';
import { commandsIn, runbook, runbookParts } from '../support/runbook.ts';
import { resourcesOf, synthesized } from '../support/synthesized.ts';

const stacks = await synthesized();
const textOf = textsOf(stacks);
const { text, entries } = runbook();
const serviceNames = services.map(({ name }) => name);

interface Told {
  readonly heading: string;
  readonly stage: string;
  /** As the description says it, which another law holds to the topic; none of what a composite alarm is made of. */
  readonly severity: string | undefined;
  readonly description: string;
}

function headingOf(alarm: string): string {
  const [, about = '', ...symptom] = alarm.split('/');
  return runbookHeading(serviceNames.includes(about) ? 'a service' : about, symptom.join('/'));
}

function severityOf(description: string): string | undefined {
  return /^(Page|Ticket): /.exec(description)?.[1];
}

const alarms: readonly Told[] = resourcesOf(
  stacks,
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
).map(({ stage, stack, properties }) => {
  const description = textOf(properties.AlarmDescription, stack);
  return { heading: headingOf(properties.AlarmName), stage, severity: severityOf(description), description };
});
/** AWS Budgets has alarms of its own, in the same topic. */
const budgets: readonly Told[] = resourcesOf(stacks, 'AWS::Budgets::Budget').map(({ stage }) => ({
  heading: 'budget/spent',
  stage,
  severity: 'Ticket',
  description: '',
}));
const told = [...alarms, ...budgets];
/** Only a stage that asks for copies of its database has it. */
const onDemand = alarmsOfReaders().map(({ name }) => headingOf(name));

describe('the runbook', () => {
  it('has a heading for every alarm of every stage, and no other', () => {
    const wanted = new Set([...told.map(({ heading }) => heading), ...onDemand]);
    expect(entries.map(({ heading }) => heading).toSorted()).toEqual([...wanted].toSorted());
  });

  it('is where each alarm that tells says it is', () => {
    const addresses = new Set(entries.map(({ heading }) => runbookAddress(heading)));
    const lost = alarms.filter(
      ({ severity, description }) =>
        severity !== undefined && !addresses.has(/Runbook: (\S+)$/.exec(description)?.[1] ?? ''),
    );
    expect(lost).toEqual([]);
    expect(addresses.size).toBe(entries.length);
  });

  it('links only to headings that it has', () => {
    const links = [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => `docs/runbook.md#${anchor}`);
    const addresses = entries.map(({ heading }) => runbookAddress(heading));
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !addresses.includes(link))).toEqual([]);
  });
});

describe.each(entries)('under $heading', ({ heading, where, text: entry, commands, spoken }) => {
  it('stands what it says, its impact, how to investigate and how to resolve it, in this order', () => {
    const found = [...entry.matchAll(/^\*\*([A-Z][a-z ]+\.)\*\*/gm)].map(([, part]) => part);
    expect(found).toEqual([...runbookParts]);
  });

  it('stands where it is, and whether it wakes somebody', () => {
    const of = (severity: string) =>
      stages.filter(({ name }) =>
        told.some((one) => one.heading === heading && one.stage === name && one.severity === severity),
      );
    const parts = ['Page', 'Ticket'].flatMap((severity) => {
      const names = of(severity).map(({ name }) => name);
      return names.length === 0 ? [] : [`${severity}: ${names.join(', ')}.`];
    });
    const unheard = stages.filter(({ name }) =>
      told.some((one) => one.heading === heading && one.stage === name && one.severity === undefined),
    );
    const otherwise =
      unheard.length === 0
        ? 'Ticket: in stages that ask for it.'
        : `Tells nobody: ${unheard.map(({ name }) => name).join(', ')}.`;
    const wanted = parts.length === 0 ? otherwise : parts.join(' ');
    expect(where).toBe(wanted);
  });

  it('stand commands that there are', () => {
    expect(commands.length).toBeGreaterThan(0);
    expect([...commands, ...spoken].flatMap(complaintsOf)).toEqual([]);
  });
});

describe('what the runbook begins with', () => {
  it('are commands that there are', () => {
    const [preface = ''] = text.split(/^### /m);
    const commands = commandsIn(preface).filter((command) => !command.startsWith('export '));
    expect(commands.length).toBeGreaterThan(2);
    expect(commands.flatMap(complaintsOf)).toEqual([]);
  });
});

describe('whoever rehearses', () => {
  it('is told at the beginning of each service of AWS whether its commands are played', () => {
    const [, told = ''] = /^In a \[rehearsal\]([\s\S]*?)\n\n/m.exec(text) ?? [];
    const asked = new Set(
      [...text.matchAll(/\baws ([a-z]+) [a-z][a-z-]+/g)].map(([, service = '']) => service),
    );
    expect(asked.size).toBeGreaterThan(10);
    expect([...asked].filter((service) => !told.includes(`\`${service}\``))).toEqual([]);
  });
});

describe('a command of the runbook', () => {
  it.each([
    ['npx shoal restrat catalog --stage $STAGE', 'no command of shoal'],
    ['npx shoal logs catalog --stages prod', 'no option'],
    ['aws rds describe-db-instance', 'no operation of rds'],
    ['aws sqs get-queue-url --queue_name x', 'no option'],
    ["aws sqs get-queue-url --query 'QueueUrl", 'quotes that do not end'],
    ['rm -rf /', 'neither npx shoal nor aws'],
    ['aws rds describe-events --source-identifier shoal-$STAGES', 'no variable'],
  ])('is found where it is wrong: %s', (command, complaint) => {
    expect(complaintsOf(command).join()).toContain(complaint);
  });
});

const root = join(import.meta.dirname, '..', '..');
/** What the command line calls otherwise than its client. */
const clients: Readonly<Record<string, string>> = {
  logs: 'cloudwatch-logs',
  deploy: 'codedeploy',
  elbv2: 'elastic-load-balancing-v2',
};
/** What the runbook exports first. */
const exported = ['STAGE', 'SERVICE', 'NOW', 'SINCE'];
/** Of the command line's own making. */
const ownOperations = ['logs tail'];

/** What is wrong with a command, that which stands in `$( )` included. */
function complaintsOf(command: string): readonly string[] {
  const inner = [...command.matchAll(/\$\((aws [^()]*)\)/g)].flatMap(([, nested = '']) =>
    complaintsOf(nested),
  );
  const found = [quotesOf(command), variablesOf(command), verbOf(command)].filter((one) => one !== undefined);
  return [...inner, ...found.map((complaint) => `${command}: ${complaint}`)];
}

function quotesOf(command: string): string | undefined {
  const outside = command.replaceAll(/'[^']*'/g, '').replaceAll(/"[^"]*"/g, '');
  return /['"]/.test(outside) ? 'quotes that do not end' : undefined;
}

function variablesOf(command: string): string | undefined {
  const unknown = [...command.matchAll(/\$\{?([A-Za-z_]+)/g)].find(
    ([, name = '']) => !exported.includes(name),
  );
  return unknown === undefined ? undefined : `no variable '${unknown[1]}' is exported`;
}

function verbOf(command: string): string | undefined {
  const [program, first = '', second = '', ...rest] = command.split(' ');
  if (program === 'npx' && first === 'shoal') {
    return shoalComplaint(second, rest);
  }
  if (program === 'npx' && first === 'cdk') return undefined;
  if (program !== 'aws') return 'neither npx shoal nor aws';
  if (!/^[a-z][a-z0-9]+$/.test(first) || !/^[a-z][a-z-]+$/.test(second)) return 'no service and operation';
  const options = rest
    .join(' ')
    .replaceAll(/'[^']*'|"[^"]*"/g, '')
    .replaceAll(/\$\([^)]*\)/g, '');
  const wrong = options.split(' ').find((word) => word.startsWith('-') && !/^--[a-z][a-z-]+$/.test(word));
  if (wrong !== undefined) return `no option '${wrong}'`;
  return ownOperations.includes(`${first} ${second}`) || hasOperation(first, second)
    ? undefined
    : `no operation of ${first}`;
}

function shoalComplaint(verb: string, rest: readonly string[]): string | undefined {
  const file = join(root, 'bin', 'commands', `${verb}.ts`);
  if (!existsSync(file)) return 'no command of shoal';
  const source = readFileSync(file, 'utf8');
  const unread = rest.find((word) => word.startsWith('--') && !source.includes(`${word.slice(2)}: `));
  return unread === undefined ? undefined : `no option '${unread}'`;
}

/** Known of those services whose client is installed here. */
function hasOperation(service: string, operation: string): boolean {
  const name = clients[service] ?? service;
  const commands = join(root, 'node_modules', '@aws-sdk', `client-${name}`, 'dist-types', 'commands');
  if (!existsSync(commands)) return true;
  const wanted = `${operation.replaceAll('-', '')}command.d.ts`;
  return readdirSync(commands).some((file) => file.toLowerCase() === wanted);
}
