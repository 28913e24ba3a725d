import { describe, expect, it } from '@jest/globals';
import { services } from '../../../platform/services.ts';
import { prod } from '../../../platform/stages.ts';
import { synthesis } from '../synthesis.ts';
import { shopWithEvents } from './shop-with-events.ts';

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is looked at deeply.
  readonly Properties: Readonly<Record<string, any>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

const templates = synthesis({ services: shopWithEvents });
const resourcesIn = (stack: string, among = templates): Readonly<Record<string, Resource>> =>
  JSON.parse(among.get(stack) ?? '{}').Resources;
const events = resourcesIn('dev-events');
const all = (type: string, among = events) => Object.entries(among).filter(([, { Type }]) => Type === type);
const named = (name: string): Resource | undefined =>
  Object.values(events).find(({ Properties: { QueueName, TopicName } }) => name === (QueueName ?? TopicName));
const idOf = (name: string) => Object.keys(events).find((id) => events[id] === named(name));

describe('the events of a stage', () => {
  it('have a topic for each service that publishes and a queue for each that subscribes', () => {
    expect(all('AWS::SNS::Topic').map(([, { Properties }]) => Properties.TopicName)).toEqual([
      'dev-catalog-events',
      'dev-orders-events',
    ]);
    expect(all('AWS::SQS::Queue').map(([, { Properties }]) => Properties.QueueName)).toEqual([
      'dev-catalog-dead',
      'dev-catalog',
      'dev-recommendations-dead',
      'dev-recommendations',
    ]);
  });

  it('reach a queue unwrapped, by the types its service subscribes to', () => {
    const subscriptions = all('AWS::SNS::Subscription').map(([, { Properties }]) => Properties);
    expect(
      subscriptions.map(({ TopicArn, FilterPolicy, RawMessageDelivery, Protocol }) => [
        TopicArn.Ref,
        FilterPolicy,
        RawMessageDelivery,
        Protocol,
      ]),
    ).toEqual([
      [idOf('dev-orders-events'), { type: ['order-confirmed'] }, true, 'sqs'],
      [idOf('dev-orders-events'), { type: ['order-confirmed', 'order-refunded'] }, true, 'sqs'],
      [idOf('dev-catalog-events'), { type: ['product-changed'] }, true, 'sqs'],
    ]);
  });

  it('find their queue open to their topics, and to no other sender', () => {
    const [, policy] =
      all('AWS::SQS::QueuePolicy').find(([id]) => id.startsWith('recommendationsQueue')) ?? [];
    const allowed = policy?.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { readonly Effect: string }) => Effect === 'Allow',
    );
    expect(allowed).toEqual([
      expect.objectContaining({
        Action: 'sqs:SendMessage',
        Principal: { Service: 'sns.amazonaws.com' },
        Condition: {
          ArnEquals: {
            'aws:SourceArn': [{ Ref: idOf('dev-orders-events') }, { Ref: idOf('dev-catalog-events') }],
          },
        },
      }),
    ]);
  });

  it('are not subscribed to before the queue lets the topic in', () => {
    for (const [, subscription] of all('AWS::SNS::Subscription')) {
      expect(subscription.DependsOn).toContainEqual(expect.stringMatching(/QueuePolicy[0-9A-F]{8}$/));
    }
  });

  it('are put aside after five attempts, and kept there for fourteen days', () => {
    expect(named('dev-catalog')?.Properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [idOf('dev-catalog-dead'), 'Arn'] },
      maxReceiveCount: 5,
    });
    expect(named('dev-catalog-dead')?.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it('outlive their stack where a stage protects its data', () => {
    const prodEvents = resourcesIn('prod-events', synthesis({ services: shopWithEvents, stages: [prod] }));
    const kept = all('AWS::SQS::Queue', prodEvents).map(([, { DeletionPolicy }]) => DeletionPolicy);
    expect(kept).toEqual(Array(4).fill('RetainExceptOnCreate'));
  });

  it('need no stack where no service publishes any', () => {
    const silent = services.map(({ scaling: { eventsPerTaskPerSecond, ...scaling }, ...service }) => ({
      ...service,
      scaling,
      needs: { ...service.needs, publishes: [], subscribes: [] },
    }));
    expect([...synthesis({ services: silent }).keys()]).not.toContain('dev-events');
  });
});

describe('a task', () => {
  const environmentOf = (stack: string): Readonly<Record<string, unknown>> => {
    const [, task] =
      all('AWS::ECS::TaskDefinition', resourcesIn(stack)).find(([id]) => !id.startsWith('Migrat')) ?? [];
    return Object.fromEntries(
      task?.Properties.ContainerDefinitions[0].Environment.map((each: { Name: string; Value: unknown }) => [
        each.Name,
        each.Value,
      ]),
    );
  };

  it('is told where it publishes and where it receives, if it does', () => {
    const told = ['catalog', 'orders', 'recommendations', 'gateway'].map((service) => {
      const environment = environmentOf(`dev-${service}`);
      return [service, 'EVENTS_TOPIC_ARN' in environment, 'EVENTS_QUEUE_URL' in environment];
    });
    expect(told).toEqual([
      ['catalog', true, true],
      ['orders', true, false],
      ['recommendations', false, true],
      ['gateway', false, false],
    ]);
  });

  it('may publish to its own topic and receive from its own queue, and no more', () => {
    const mayDo = (stack: string) =>
      all('AWS::IAM::Policy', resourcesIn(stack))
        .filter(([id]) => id.startsWith('TaskRole'))
        .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
        .flatMap(({ Action, Resource }) => [Action].flat().map((action: string) => [action, Resource]))
        .filter(([action]) => /^s[nq]s:/.test(action))
        .map(([action, resource]) => [
          action,
          resource['Fn::GetStackOutput'].OutputName.replace(/[0-9A-F]{8}.*/, ''),
        ]);
    expect(mayDo('dev-catalog')).toEqual([
      ['sns:Publish', 'PublishOutputRefTopiccatalog'],
      ['sqs:ChangeMessageVisibility', 'PublishOutputFnGetAttcatalogQueue'],
      ['sqs:DeleteMessage', 'PublishOutputFnGetAttcatalogQueue'],
      ['sqs:ReceiveMessage', 'PublishOutputFnGetAttcatalogQueue'],
    ]);
    expect(mayDo('dev-gateway')).toEqual([]);
  });
});

describe('a definition', () => {
  it('is refused where it subscribes to what nobody publishes', () => {
    const [first, ...others] = shopWithEvents;
    if (first === undefined) throw new Error('the shop is empty');
    const wrong = { ...first, needs: { ...first.needs, subscribes: ['orders/order-lost'] } };
    expect(() => synthesis({ services: [wrong, ...others] })).toThrow(
      /'orders\/order-lost' is not an event that a service publishes/,
    );
  });
});
