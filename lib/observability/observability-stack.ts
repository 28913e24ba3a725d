import type { Construct } from 'constructs';
import type { StageDefinition } from '../../platform/stages.ts';
import { StageStack } from '../stage-stack.ts';
import { PlatformDashboard } from './dashboards/platform-dashboard.ts';
import type { PlatformView } from './dashboards/platform-view.ts';
import { SavedQueries } from './queries/saved-queries.ts';
import { stageQueries } from './queries/stage-queries.ts';

/** What operators see of a stage as a whole. It names what is in other stacks, so it needs none of the services' first. */
export class ObservabilityStack extends StageStack {
  constructor(scope: Construct, id: string, view: PlatformView) {
    const { stage } = view;
    super(scope, id, {
      stage,
      holdsData: false,
      description: `Shoal ${stage.name}: what operators see of all of it`,
    });
    new SavedQueries(this, 'Queries', {
      folder: `shoal/${stage.name}`,
      queries: stageQueries,
      logGroups: view.logGroups,
    });
    if (hasDashboards(stage)) new PlatformDashboard(this, 'Dashboard', view);
  }
}

export function hasDashboards({ dashboards }: StageDefinition): boolean {
  return typeof dashboards === 'string';
}
