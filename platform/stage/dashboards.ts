import { oneOf, sentence } from '../validation/checks.ts';
import { type Check, isRecord, problemsOf } from '../validation/shape.ts';
import { subjectOfStage } from '../validation/subject.ts';

/** One for the platform and one for each service. CloudWatch takes 3 USD a month for each. */
export type DashboardsSettings = 'platform-and-services' | { readonly none: string };

const whyNone = { none: sentence('npx shoal status shows a stage that nobody buys from') };

export const dashboardsCheck: Check = (dashboards) => {
  if (!isRecord(dashboards)) {
    const complaint = oneOf('platform-and-services')(dashboards);
    return complaint && { ...complaint, allowed: `'platform-and-services' or { none: 'why' }` };
  }
  const [first] = problemsOf(subjectOfStage(null), whyNone, dashboards);
  if (first === undefined) return undefined;
  const { field, wrong, allowed, fix } = first;
  return { wrong: `has ${field}, which ${wrong}`, allowed, fix };
};
