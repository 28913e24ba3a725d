import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { SpendingSettings } from '../../platform/stage/baseline.ts';
import type { StageDefinition } from '../../platform/stages.ts';

export interface SpendingProps {
  readonly stage: StageDefinition;
  readonly settings: SpendingSettings;
  readonly topic: ITopic;
}

/** Tells when the stage has spent a part of its budget, and when the month will end above it. */
export class Spending extends Construct {
  constructor(scope: Construct, id: string, { stage, settings, topic }: SpendingProps) {
    super(scope, id);
    const subscribers = [
      { subscriptionType: 'SNS', address: topic.topicArn },
      ...settings.mail.map((address) => ({ subscriptionType: 'EMAIL', address })),
    ];
    const above = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold,
        thresholdType: 'PERCENTAGE',
      },
      subscribers,
    });
    const budget = new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `shoal-${stage.name}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: stage.budget.monthlyUsd, unit: 'USD' },
        // Every resource that takes tags has its stage's; what takes none is in no stage's budget.
        costFilters: { TagKeyValue: [`user:stage$${stage.name}`] },
      },
      notificationsWithSubscribers: [
        ...settings.tellAtPercent.map((percent) => above('ACTUAL', percent)),
        above('FORECASTED', 100),
      ],
    });
    // Its subscription is refused while the topic does not let budgets in.
    budget.node.addDependency(topic);
  }
}
