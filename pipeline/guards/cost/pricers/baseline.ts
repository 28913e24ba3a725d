import { fixed } from '../charge.ts';
import type { Pricers } from '../pricer.ts';
import { recordsAt, textAt } from '../property.ts';
import { taskOf, vcpusOf } from './task-of.ts';

/** What a stage that is as busy as a quiet shop gives its watchers to look at, in a month. */
const looked = { events: 1, dataEvents: 0.5, configurationItems: 300, evaluationsOfRule: 100 } as const;

export const baselinePricers: Pricers = {
  'AWS::GuardDuty::Detector': ({ resource: { properties }, estate, prices }) => {
    const features = recordsAt(properties, 'Features').filter((each) => textAt(each, 'Status') === 'ENABLED');
    const watchesTasks = features.some((feature) => textAt(feature, 'Name') === 'RUNTIME_MONITORING');
    const vcpus = estate
      .ofType('AWS::ECS::Service')
      .reduce((sum, service) => sum + estate.tasksOf(service).awake * vcpusOf(taskOf(service, estate)), 0);
    return [
      fixed(
        { group: 'baseline', what: `GuardDuty: ${looked.events} million events` },
        looked.events * prices.of('threats.events'),
      ),
      ...(watchesTasks
        ? [
            fixed(
              { group: 'baseline', what: `GuardDuty inside tasks: ${vcpus.toFixed(1)} vCPUs` },
              vcpus * prices.of('threats.vcpu'),
            ),
          ]
        : []),
    ];
  },
  'AWS::CloudTrail::Trail': ({ resource: { properties }, prices }) => {
    const records =
      recordsAt(properties, 'AdvancedEventSelectors').length + recordsAt(properties, 'EventSelectors').length;
    return records === 0
      ? []
      : [
          fixed(
            { group: 'baseline', what: `CloudTrail: ${looked.dataEvents} million data events` },
            looked.dataEvents * prices.of('trail.events'),
          ),
        ];
  },
  'AWS::Config::ConfigurationRecorder': ({ estate, prices }) => {
    const rules = estate.ofType('AWS::Config::ConfigRule').length;
    return [
      fixed(
        { group: 'baseline', what: `Config: ${looked.configurationItems} changes recorded` },
        looked.configurationItems * prices.of('drift.item'),
      ),
      fixed(
        {
          group: 'baseline',
          what: `Config: ${rules} rules, each evaluated ${looked.evaluationsOfRule} times`,
        },
        rules * looked.evaluationsOfRule * prices.of('drift.evaluation'),
      ),
    ];
  },
};
