import type { Rule } from '../diagnosis.ts';

/** The listener sends people where nobody is. */
export const emptyTargetGroup: Rule = ({ targets, ecs, service, here, sleeping }) => {
  if (ecs === undefined || (sleeping !== undefined && ecs.desired === 0)) return undefined;
  const live = targets.filter(({ weight }) => weight !== undefined && weight > 0);
  const empty = live.filter(
    ({ targets: all }) => !all.some(({ state }) => state !== 'draining' && state !== 'unused'),
  );
  if (empty.length === 0) return undefined;
  const served = targets.filter(
    (each) => !empty.includes(each) && each.targets.some(({ state }) => state === 'healthy'),
  );
  const other = served[0]?.group;
  return {
    name: 'empty target group',
    cause: `${empty.map(({ group, weight }) => `${group} has ${weight} % of the traffic`).join(' and ')} and no task in it: whoever comes there gets 503.`,
    evidence: [
      `${ecs.running} of ${ecs.desired} tasks run`,
      ...(other === undefined ? [] : [`the healthy tasks are in ${other}, where the listener sends nobody`]),
    ],
    next:
      ecs.desired === 0
        ? `npx shoal scale ${service} 1 4 --for 2h${here}`
        : `npx shoal restart ${service}${here}, which has CodeDeploy set both again`,
    weight: 'wrong',
  };
};
