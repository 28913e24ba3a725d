import type { Level } from './schedule/level.ts';
import { everyMonth, scaled, type Year } from './schedule/year.ts';

export const groups = [
  'tasks',
  'load balancers',
  'addresses and ways out',
  'database',
  'cache',
  'firewall',
  'keys and secrets',
  'alarms and dashboards',
  'metrics',
  'logs',
  'traces',
  'names',
  'events',
  'images',
  'builds',
  'resilience',
  'baseline',
  'settings',
] as const;
export type Group = (typeof groups)[number];

/** What one thing about a resource costs, in USD. */
export interface Charge {
  readonly group: Group;
  /** In words, with the quantity that it is computed from: `2 of 0.25 vCPU and 0.5 GB, arm64, on Spot`. */
  readonly what: string;
  /** For a month in which nothing sleeps. */
  readonly awake: number;
  /** For each month of a year, by the calendar in the templates. */
  readonly months: Year;
  /** What a million requests of the stage's customers add. */
  readonly perMillionRequests: number;
  /** What a gigabyte adds that is written to this log. */
  readonly perLogGb: number;
  /** What a push adds that it takes through all stages. */
  readonly perPush: number;
}

interface About {
  readonly group: Group;
  readonly what: string;
}

const nothing = { awake: 0, months: everyMonth(0), perMillionRequests: 0, perLogGb: 0, perPush: 0 };

/** The same each month, asleep or not. */
export function fixed(about: About, usd: number): Charge {
  return { ...nothing, ...about, awake: usd, months: everyMonth(usd) };
}

/** By how much of it there is, and when: `usd` is the price of one for a whole month. */
export function during(about: About, usd: number, { months, awake }: Level): Charge {
  return { ...nothing, ...about, awake: usd * awake, months: scaled(months, usd) };
}

export function byRequests(about: About, perMillionRequests: number): Charge {
  return { ...nothing, ...about, perMillionRequests };
}

export function byLogs(about: About, perLogGb: number): Charge {
  return { ...nothing, ...about, perLogGb };
}

export function byPush(about: About, perPush: number): Charge {
  return { ...nothing, ...about, perPush };
}
