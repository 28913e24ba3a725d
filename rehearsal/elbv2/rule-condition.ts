import { BlockList, isIPv6 } from 'node:net';
import { AwsError } from '../plane.ts';
import type { RequestFacts } from './request-facts.ts';
import { wildcard } from './wildcard.ts';

/** A condition of a listener rule in AWS's own shape. */
export interface RuleCondition {
  readonly Field?: string;
  readonly Values?: readonly string[];
  readonly HostHeaderConfig?: { readonly Values?: readonly string[] };
  readonly PathPatternConfig?: { readonly Values?: readonly string[] };
  readonly HttpHeaderConfig?: { readonly HttpHeaderName?: string; readonly Values?: readonly string[] };
  readonly HttpRequestMethodConfig?: { readonly Values?: readonly string[] };
  readonly QueryStringConfig?: { readonly Values?: readonly QueryStringPair[] };
  readonly SourceIpConfig?: { readonly Values?: readonly string[] };
}

export interface QueryStringPair {
  readonly Key?: string;
  readonly Value?: string;
}

export type RequestTest = (facts: RequestFacts) => boolean;

/** True when every condition is. */
export function compileConditions(conditions: readonly RuleCondition[]): RequestTest {
  const tests = conditions.map(compile);
  return tests.length === 1 && tests[0] ? tests[0] : (facts) => tests.every((test) => test(facts));
}

function compile(condition: RuleCondition): RequestTest {
  switch (condition.Field) {
    case 'host-header': {
      const hosts = valuesOf(condition, condition.HostHeaderConfig?.Values ?? condition.Values);
      return anyOf(
        hosts.map((host) => wildcard(host, { ignoreCase: true })),
        (facts) => facts.hostName,
      );
    }
    case 'path-pattern': {
      const paths = valuesOf(condition, condition.PathPatternConfig?.Values ?? condition.Values);
      return anyOf(
        paths.map((path) => wildcard(path, { ignoreCase: false })),
        (facts) => facts.path,
      );
    }
    case 'http-request-method': {
      const methods = valuesOf(condition, condition.HttpRequestMethodConfig?.Values);
      return (facts) => methods.includes(facts.method);
    }
    case 'http-header':
      return header(condition);
    case 'query-string':
      return queryString(valuesOf(condition, condition.QueryStringConfig?.Values));
    case 'source-ip':
      return sourceAddress(valuesOf(condition, condition.SourceIpConfig?.Values));
    default:
      throw new AwsError(
        'ValidationError',
        `Condition field '${condition.Field}' must be one of '[http-request-method, path-pattern, host-header, query-string, http-header, source-ip]'`,
      );
  }
}

/** AWS's `RegexValues` is not played, so a condition without values is refused and not silently true. */
function valuesOf<Value>(condition: RuleCondition, values: readonly Value[] | undefined): readonly Value[] {
  if (values && values.length > 0) return values;
  throw new AwsError('ValidationError', `A '${condition.Field}' condition must have at least one value`);
}

function anyOf(
  tests: readonly ((text: string) => boolean)[],
  textOf: (facts: RequestFacts) => string,
): RequestTest {
  const [only] = tests;
  if (tests.length === 1 && only) return (facts) => only(textOf(facts));
  return (facts) => {
    const text = textOf(facts);
    return tests.some((test) => test(text));
  };
}

function header(condition: RuleCondition): RequestTest {
  const name = condition.HttpHeaderConfig?.HttpHeaderName;
  if (!name) throw new AwsError('ValidationError', "A 'http-header' condition must have an 'HttpHeaderName'");
  const tests = valuesOf(condition, condition.HttpHeaderConfig?.Values).map((value) =>
    wildcard(value, { ignoreCase: true }),
  );
  return (facts) => facts.headerValues(name).some((value) => tests.some((test) => test(value)));
}

function queryString(pairs: readonly QueryStringPair[]): RequestTest {
  const tests = pairs.map(({ Key, Value = '*' }) => ({
    key: Key === undefined ? () => true : wildcard(Key, { ignoreCase: true }),
    value: wildcard(Value, { ignoreCase: true }),
  }));
  return (facts) => {
    const asked = facts.query.split('&').map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0
        ? { key: pair, value: '' }
        : { key: pair.slice(0, equals), value: pair.slice(equals + 1) };
    });
    return tests.some((test) => asked.some((pair) => test.key(pair.key) && test.value(pair.value)));
  };
}

function sourceAddress(networks: readonly string[]): RequestTest {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    try {
      list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
    } catch {
      throw new AwsError('ValidationError', `The value '${network}' is not a valid CIDR block`);
    }
  }
  return ({ sourceAddress: address }) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
