import { AwsError, type PlayedType, type Properties } from '../plane.ts';
import { AnswerHeaders } from './answer-headers.ts';
import type { Arns } from './arns.ts';
import type { BalancerBook } from './balancer-book.ts';
import type { Doors } from './doors.ts';
import type { KeyValue } from './known-attributes.ts';
import { Listener, type ListenerTerms } from './listener.ts';
import { type AwsAction, parseActions } from './rule-action.ts';

export interface ListenerTypeParts {
  readonly book: BalancerBook;
  readonly arns: Arns;
  readonly doors: Doors;
}

export function listenerType({ book, arns, doors }: ListenerTypeParts): PlayedType {
  return {
    type: 'AWS::ElasticLoadBalancingV2::Listener',
    plays: [
      'LoadBalancerArn',
      'Port',
      'Protocol',
      'Certificates',
      'SslPolicy',
      'DefaultActions',
      'ListenerAttributes',
    ],
    inert: {
      AlpnPolicy: 'only a network load balancer reads it',
      Tags: 'nothing asks for a listener by its tags',
    },
    replacedBy: ['LoadBalancerArn'],
    async create({ properties }) {
      const balancer = book.balancer(properties.LoadBalancerArn);
      const terms = termsOf(properties);
      if ([...balancer.listeners.values()].some((other) => other.terms.port === terms.port)) {
        throw new AwsError(
          'DuplicateListener',
          `A listener already exists on this port for this load balancer '${balancer.arn}'`,
        );
      }
      book.check(terms.defaultAction, balancer);
      const arn = arns.listener(balancer.arn);
      const groupOf = (groupArn: string) => book.targetGroup(groupArn).group;
      const listener = new Listener({ arn, defaultRuleArn: arns.rule(arn), balancer, terms, groupOf });
      await doors.open(listener);
      balancer.listeners.set(arn, listener);
      book.changed(listener);
      return { physicalId: arn, attributes: { ListenerArn: arn } };
    },
    async update({ physicalId, properties }) {
      const listener = book.listener(physicalId);
      const before = listener.terms;
      const terms = termsOf(properties);
      book.check(terms.defaultAction, listener.balancer);
      listener.terms = terms;
      book.changed(listener);
      if (entranceOf(before) !== entranceOf(terms)) {
        await doors.shut(listener);
        await doors.open(listener);
      }
      return { physicalId, attributes: { ListenerArn: physicalId } };
    },
    async delete({ physicalId }) {
      const listener = book.listeners.find(({ arn }) => arn === physicalId);
      if (listener === undefined) return;
      await doors.shut(listener);
      listener.balancer.listeners.delete(physicalId);
      book.judgeUse();
    },
  };
}

/** What a port must be opened anew for. */
function entranceOf({ port, protocol, certificateArns }: ListenerTerms): string {
  return JSON.stringify([port, protocol, certificateArns]);
}

function termsOf(properties: Properties): ListenerTerms {
  const protocol = properties.Protocol;
  if (protocol !== 'HTTP' && protocol !== 'HTTPS') {
    throw new AwsError('ValidationError', `Protocol '${protocol}' must be one of 'HTTP, HTTPS'`);
  }
  const port = Number(properties.Port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new AwsError('ValidationError', `Port '${properties.Port}' must be a whole number from 1 to 65535`);
  }
  const certificates = (properties.Certificates ?? []) as readonly { readonly CertificateArn?: string }[];
  if (protocol === 'HTTPS' && certificates.length === 0) {
    throw new AwsError('CertificateNotFound', 'A certificate must be specified for HTTPS listeners');
  }
  return {
    port,
    protocol,
    certificateArns: certificates.map(({ CertificateArn = '' }) => CertificateArn),
    sslPolicy: properties.SslPolicy === undefined ? undefined : String(properties.SslPolicy),
    defaultAction: parseActions((properties.DefaultActions ?? []) as readonly AwsAction[]),
    headers: new AnswerHeaders(
      (properties.ListenerAttributes ?? []) as readonly KeyValue[],
      `Listener on port ${port}`,
    ),
  };
}
