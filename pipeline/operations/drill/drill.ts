import type { Pace } from '../pace.ts';
import type { ExperimentTemplate, FaultInjection, RunningExperiment } from './fault-injection.ts';
import { hasEnded } from './fault-injection.ts';
import type { LightTraffic, TrafficReport } from './light-traffic.ts';

export interface DrillParts {
  readonly faults: FaultInjection;
  /** The alarms of the stage that are on now. */
  readonly firing: () => Promise<readonly string[]>;
  /** Whether everything runs again that should. */
  readonly whole: () => Promise<boolean>;
  /** Nothing where nobody knows where to ask. */
  readonly startTraffic: (() => LightTraffic) | undefined;
  readonly pace: Pace;
  /** How long it is watched at least once it has ended: what is broken shows later. */
  readonly settleMs: number;
  /** Told the experiment as soon as there is one, for whoever has to stop it. */
  readonly began: (id: string) => void;
}

export interface DrillEvent {
  readonly at: string;
  readonly what: string;
}

/** What was done, what the alarms said, and what it cost. */
export interface DrillRecord {
  readonly name: string;
  readonly description: string;
  readonly experiment: string;
  readonly began: string;
  readonly ended: string;
  readonly outcome: string;
  readonly reason: string;
  /** Seconds from the end of the experiment until everything ran again; nothing where it did not in time. */
  readonly wholeAfterSeconds: number | undefined;
  readonly events: readonly DrillEvent[];
  readonly customersNoticed: readonly string[];
  readonly traffic: TrafficReport | undefined;
}

/** An experiment of ours lasts an hour at most by its template. */
const longestMinutes = 75;
const longestRecoveryMinutes = 15;

/** The alarms that already are on, of those that would stop it. */
export class AlarmBeforeDrillError extends Error {
  constructor(alarms: readonly string[]) {
    super(`${alarms.join(', ')} is on already, and what stops a drill must be off when it begins`);
    this.name = 'AlarmBeforeDrillError';
  }
}

/** Starts one experiment, watches it to its end and until the stage is whole again, and stops it where customers notice. */
export async function drill(
  parts: DrillParts,
  { id, name, description }: ExperimentTemplate,
  tags: Readonly<Record<string, string>>,
): Promise<DrillRecord> {
  const { faults, firing, pace, startTraffic, settleMs } = parts;
  const stopsOn = await faults.stopsOn(id);
  const before = await firing();
  const early = before.filter((alarm) => stopsOn.includes(alarm));
  if (early.length > 0) throw new AlarmBeforeDrillError(early);
  const events: DrillEvent[] = [];
  const noticed = new Set<string>();
  const began = pace.now();
  const note = (what: string): void => {
    events.push({ at: new Date(pace.now()).toISOString(), what });
    pace.say(`  ${what}`);
  };
  if (before.length > 0) note(`on before it: ${before.join(', ')}`);
  const traffic = startTraffic?.();
  try {
    let experiment = await faults.start(id, tags);
    parts.began(experiment.id);
    note(`experiment ${experiment.id} began`);
    const told = new Set<string>();
    let on = before;
    const look = async (): Promise<void> => {
      for (const { name: action, status, reason } of experiment.actions) {
        const words = `${action}: ${status}${reason === '' ? '' : ` (${reason})`}`;
        if (status !== 'pending' && !told.has(words)) note(words);
        told.add(words);
      }
      const now = await firing();
      for (const alarm of now.filter((each) => !on.includes(each))) note(`alarm ${alarm} is on`);
      for (const alarm of on.filter((each) => !now.includes(each))) note(`alarm ${alarm} is off`);
      on = now;
      for (const alarm of now.filter((each) => stopsOn.includes(each))) noticed.add(alarm);
    };
    let isStopping = false;
    for (;;) {
      await look();
      if (hasEnded(experiment)) break;
      const isLong = pace.now() - began > longestMinutes * 60_000;
      if (!isStopping && (noticed.size > 0 || isLong)) {
        isStopping = true;
        note(isLong ? `it lasts over ${longestMinutes} minutes: stopped` : 'customers notice: stopped');
        await faults.stop(experiment.id);
      }
      await pace.pause();
      experiment = await faults.look(experiment.id);
    }
    note(`experiment ${experiment.status}${experiment.reason === '' ? '' : `: ${experiment.reason}`}`);
    const wholeAfterSeconds = await wholeAgain({ ...parts, look, settleMs });
    note(
      wholeAfterSeconds === undefined
        ? `not everything runs again after ${longestRecoveryMinutes} minutes`
        : `everything runs again, ${wholeAfterSeconds} s after its end`,
    );
    return recordOf({
      name,
      description,
      experiment,
      began,
      events,
      noticed,
      wholeAfterSeconds,
      pace,
      traffic: await traffic?.stop(),
    });
  } catch (error) {
    await traffic?.stop();
    throw error;
  }
}

interface Recovery extends DrillParts {
  readonly look: () => Promise<void>;
}

async function wholeAgain({ whole, look, pace, settleMs }: Recovery): Promise<number | undefined> {
  const ended = pace.now();
  let since: number | undefined;
  for (;;) {
    await look();
    const isWhole = await whole();
    since = isWhole ? (since ?? pace.now()) : undefined;
    const passed = pace.now() - ended;
    if (since !== undefined && passed >= settleMs) return Math.round((since - ended) / 1000);
    if (passed > longestRecoveryMinutes * 60_000) return undefined;
    await pace.pause();
  }
}

interface Facts {
  readonly name: string;
  readonly description: string;
  readonly experiment: RunningExperiment;
  readonly began: number;
  readonly events: readonly DrillEvent[];
  readonly noticed: ReadonlySet<string>;
  readonly wholeAfterSeconds: number | undefined;
  readonly traffic: TrafficReport | undefined;
  readonly pace: Pace;
}

function recordOf({ experiment, began, noticed, pace, ...facts }: Facts): DrillRecord {
  return {
    ...facts,
    experiment: experiment.id,
    began: new Date(began).toISOString(),
    ended: new Date(pace.now()).toISOString(),
    outcome: experiment.status,
    reason: experiment.reason,
    customersNoticed: [...noticed],
  };
}
