/** Who moves a service's traffic, in the words of `stages.ts`. */
export type ReleaseStrategy = 'codedeploy' | 'ecs-native';

export const releaseStrategies: readonly ReleaseStrategy[] = ['codedeploy', 'ecs-native'];

/** What ECS calls whoever deploys a service. */
export const controllers: Readonly<Record<ReleaseStrategy, string>> = {
  codedeploy: 'CODE_DEPLOY',
  'ecs-native': 'ECS',
};

/** @throws where it is none */
export function releaseStrategyOf(text: string): ReleaseStrategy {
  const found = releaseStrategies.find((strategy) => strategy === text);
  if (found !== undefined) return found;
  throw new Error(
    `release strategy '${text}': there is none of that name, use ${releaseStrategies.join(' or ')}`,
  );
}
