import type { AddressBook } from '../addresses.ts';
import type { Clock, Plane } from '../plane.ts';
import { createAppConfigApi } from './appconfig-api.ts';
import { AppConfigBook } from './appconfig-book.ts';
import { playDeployment, playHostedVersion, playProfile } from './profile-types.ts';
import { SettingsAgent } from './settings-agent.ts';
import { playApplication, playDeploymentStrategy, playEnvironment } from './stage-types.ts';

export interface AppConfigParts {
  readonly clock: Clock;
  readonly addresses: Pick<AddressBook, 'claim'>;
}

export interface AppConfigPlane extends Plane {
  /** Where a task here finds what its template looks for at the agent beside it. */
  settingsUrl(template: string): string;
}

const agentPort = 2772;

/** Plays AppConfig with hosted, freeform configurations, and the agent that tells tasks what is deployed. */
export function createAppConfigPlane({ clock, addresses }: AppConfigParts): AppConfigPlane {
  const book = new AppConfigBook();
  const agent = new SettingsAgent(book, () => addresses.claim('settings agent', agentPort));
  return {
    types: [
      playApplication(book, () => agent.start()),
      playEnvironment(book),
      playDeploymentStrategy(book),
      playProfile(book),
      playHostedVersion(book),
      playDeployment(book, clock),
    ],
    apis: [createAppConfigApi(book, clock)],
    settingsUrl: (template) =>
      agent.origin === undefined ? template : agent.origin + new URL(template).pathname,
    close: () => agent.close(),
  };
}
