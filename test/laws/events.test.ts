import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { services } from '../../platform/services.ts';
import { stages } from '../../platform/stages.ts';
import { mostReceives } from '../../services/kit/events/rest-seconds.ts';
import { root } from '../support/source-hash.ts';
import { stackOf, synthesized } from '../support/synthesized.ts';
import { migrations } from './sql-texts.ts';

// biome-ignore lint/suspicious/noExplicitAny: laws look deep into templates.
type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, any>> };

const stacks = await synthesized();
const cases = stages.map(({ name }) => ({
  name,
  among: services,
  resources: stackOf(stacks, name, 'events').template.Resources as Readonly<Record<string, Resource>>,
}));

describe.each(cases)('the events of $name', ({ among, resources }) => {
  const all = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  const subscribers = among.filter(({ needs }) => needs.subscribes.length > 0);
  const queues = all('AWS::SQS::Queue');
  const isDead = (id: string) =>
    queues.some(
      ([, { Properties }]) => Properties.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] === id,
    );

  it('have a dead-letter queue behind every queue, and an alarm on its first message', () => {
    const dead = queues.filter(([id]) => isDead(id));
    const living = queues.filter(([id]) => !isDead(id));
    expect(living).toHaveLength(subscribers.length);
    expect(dead).toHaveLength(subscribers.length);
    const watched = all('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties)
      .filter(
        ({ MetricName, Threshold }) => MetricName === 'ApproximateNumberOfMessagesVisible' && Threshold === 1,
      )
      .map(({ Dimensions }) => Dimensions[0].Value['Fn::GetAtt'][0]);
    expect(watched).toEqual(dead.map(([id]) => id));
  });

  it('are handed out as often as consumers reckon with', () => {
    const most = queues.filter(([id]) => !isDead(id)).map(([, { Properties }]) => Properties.RedrivePolicy);
    expect(most).toHaveLength(subscribers.length);
    for (const { maxReceiveCount } of most) expect(maxReceiveCount).toBe(mostReceives);
  });

  it('have an alarm on the age of every queue', () => {
    const watched = all('AWS::CloudWatch::Alarm')
      .filter(([, { Properties }]) => Properties.MetricName === 'ApproximateAgeOfOldestMessage')
      .map(([, { Properties }]) => Properties.Dimensions[0].Value['Fn::GetAtt'][0]);
    expect(watched).toEqual(queues.filter(([id]) => !isDead(id)).map(([id]) => id));
  });

  it('pass a filter on their type in every subscription', () => {
    const wanted = among.flatMap(({ needs }) => needs.subscribes.map((event) => event.split('/')[1]));
    const filtered = all('AWS::SNS::Subscription').map(([, { Properties }]) => Properties.FilterPolicy?.type);
    expect(filtered.flat().sort()).toEqual(wanted.sort());
  });

  it('are encrypted with a key of ours wherever they wait', () => {
    const places = [...queues, ...all('AWS::SNS::Topic')];
    const without = places.filter(
      ([, { Properties }]) => Properties.KmsMasterKeyId?.['Fn::GetAtt'] === undefined,
    );
    expect(without).toEqual([]);
  });

  it('travel over TLS only', () => {
    const places = [...queues, ...all('AWS::SNS::Topic')].map(([id]) => id);
    const policies = [...all('AWS::SQS::QueuePolicy'), ...all('AWS::SNS::TopicPolicy')];
    const closed = policies
      .filter(([, { Properties }]) =>
        Properties.PolicyDocument.Statement.some(
          (one: { readonly Effect: string; readonly Condition: unknown }) =>
            one.Effect === 'Deny' &&
            JSON.stringify(one.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
        ),
      )
      .map(([, { Properties }]) => (Properties.Queues ?? Properties.Topics)[0].Ref);
    expect(closed.sort()).toEqual(places.sort());
  });
});

describe('a schema', () => {
  const table = (name: string) =>
    readFileSync(join(root, 'services/kit/events', `${name}-table.sql`), 'utf8').trim();
  const withTable = (name: string) =>
    services
      .filter((service) =>
        migrations().some(
          ({ from, sql }) => from.startsWith(`services/${service.name}/`) && sql.includes(table(name)),
        ),
      )
      .map((service) => service.name);

  it('has an outbox, as the kit writes it, where the service publishes', () => {
    const publishing = services.filter(({ needs }) => needs.publishes.length > 0).map(({ name }) => name);
    expect(withTable('outbox')).toEqual(publishing);
  });

  it('has an inbox, as the kit writes it, where the service subscribes and has a database', () => {
    const subscribing = services.filter(({ needs }) => needs.database && needs.subscribes.length > 0);
    expect(withTable('inbox')).toEqual(subscribing.map(({ name }) => name));
  });
});
