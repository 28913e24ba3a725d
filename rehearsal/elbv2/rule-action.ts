import { AwsError } from '../plane.ts';

/** An action of a listener or a rule in AWS's own shape; from the query API numbers and booleans come as strings. */
export interface AwsAction {
  readonly Type?: string;
  readonly Order?: number | string;
  readonly TargetGroupArn?: string;
  readonly ForwardConfig?: {
    readonly TargetGroups?: readonly {
      readonly TargetGroupArn?: string;
      readonly Weight?: number | string;
    }[];
    readonly TargetGroupStickinessConfig?: {
      readonly Enabled?: boolean | string;
      readonly DurationSeconds?: number | string;
    };
  };
  readonly RedirectConfig?: {
    readonly Protocol?: string;
    readonly Port?: string;
    readonly Host?: string;
    readonly Path?: string;
    readonly Query?: string;
    readonly StatusCode?: string;
  };
  readonly FixedResponseConfig?: {
    readonly StatusCode?: string;
    readonly ContentType?: string;
    readonly MessageBody?: string;
  };
}

export interface Weighted {
  readonly targetGroupArn: string;
  readonly weight: number;
}

export type Action =
  | { readonly type: 'forward'; readonly weights: readonly Weighted[] }
  | { readonly type: 'redirect'; readonly redirect: Redirect }
  | {
      readonly type: 'fixed-response';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    };

export interface Redirect {
  readonly protocol: string;
  readonly port: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly status: 301 | 302;
}

/** The one action a list ends in. Signing in by the balancer (`authenticate-*`, `jwt-validation`) is not played. */
export function parseActions(actions: readonly AwsAction[]): Action {
  const [action, ...more] = [...actions].sort(
    (one, other) => Number(one.Order ?? 1) - Number(other.Order ?? 1),
  );
  if (action === undefined) throw new AwsError('ValidationError', 'Actions must have at least one action');
  if (more.length > 0) {
    throw new AwsError(
      'InvalidLoadBalancerAction',
      'The rehearsal plays one action a rule: forward, redirect or fixed-response',
    );
  }
  switch (action.Type) {
    case 'forward':
      return forward(action);
    case 'redirect':
      return redirect(action);
    case 'fixed-response':
      return fixedResponse(action);
    default:
      throw new AwsError(
        'InvalidLoadBalancerAction',
        `Action type '${action.Type}' is not played, use forward, redirect or fixed-response`,
      );
  }
}

function forward({ TargetGroupArn, ForwardConfig }: AwsAction): Action {
  if (String(ForwardConfig?.TargetGroupStickinessConfig?.Enabled) === 'true') {
    throw new AwsError(
      'InvalidConfigurationRequest',
      'Stickiness between target groups is not played, set Enabled to false',
    );
  }
  const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn ? [{ TargetGroupArn }] : []);
  if (groups.length < 1 || groups.length > 5) {
    throw new AwsError('ValidationError', 'A forward action must name one to five target groups');
  }
  const weights = groups.map((group) => {
    const weight = Number(group.Weight ?? 1);
    if (!group.TargetGroupArn)
      throw new AwsError('ValidationError', 'A forward action must name its target group by TargetGroupArn');
    if (!Number.isInteger(weight) || weight < 0 || weight > 999) {
      throw new AwsError(
        'ValidationError',
        `The weight '${group.Weight}' must be a whole number from 0 to 999`,
      );
    }
    return { targetGroupArn: group.TargetGroupArn, weight };
  });
  if (new Set(weights.map(({ targetGroupArn }) => targetGroupArn)).size < weights.length) {
    throw new AwsError('InvalidLoadBalancerAction', 'A forward action must name each target group once');
  }
  return { type: 'forward', weights };
}

function redirect({ RedirectConfig: config = {} }: AwsAction): Action {
  if (config.StatusCode !== 'HTTP_301' && config.StatusCode !== 'HTTP_302') {
    throw new AwsError(
      'ValidationError',
      `Redirect status code '${config.StatusCode}' must be HTTP_301 or HTTP_302`,
    );
  }
  const {
    Protocol = '#{protocol}',
    Port = '#{port}',
    Host = '#{host}',
    Path = '/#{path}',
    Query = '#{query}',
  } = config;
  const status = config.StatusCode === 'HTTP_301' ? 301 : 302;
  return {
    type: 'redirect',
    redirect: { protocol: Protocol, port: String(Port), host: Host, path: Path, query: Query, status },
  };
}

function fixedResponse({ FixedResponseConfig: config = {} }: AwsAction): Action {
  if (!/^[245]\d\d$/.test(String(config.StatusCode))) {
    throw new AwsError(
      'ValidationError',
      `Fixed response status code '${config.StatusCode}' must match ^(2|4|5)\\d\\d$`,
    );
  }
  const contentType = config.ContentType ?? 'text/plain';
  return {
    type: 'fixed-response',
    status: Number(config.StatusCode),
    contentType,
    body: config.MessageBody ?? '',
  };
}

/** The way back, as DescribeRules and DescribeListeners show an action. */
export function describeAction(action: Action): AwsAction {
  switch (action.type) {
    case 'forward': {
      const [only, ...more] = action.weights;
      return {
        Type: 'forward',
        Order: 1,
        ...(only && more.length === 0 ? { TargetGroupArn: only.targetGroupArn } : {}),
        ForwardConfig: {
          TargetGroups: action.weights.map(({ targetGroupArn, weight }) => ({
            TargetGroupArn: targetGroupArn,
            Weight: weight,
          })),
          TargetGroupStickinessConfig: { Enabled: false },
        },
      };
    }
    case 'redirect': {
      const { protocol, port, host, path, query, status } = action.redirect;
      const config = {
        Protocol: protocol,
        Port: port,
        Host: host,
        Path: path,
        Query: query,
        StatusCode: `HTTP_${status}`,
      };
      return { Type: 'redirect', Order: 1, RedirectConfig: config };
    }
    case 'fixed-response': {
      const config = {
        StatusCode: String(action.status),
        ContentType: action.contentType,
        MessageBody: action.body,
      };
      return { Type: 'fixed-response', Order: 1, FixedResponseConfig: config };
    }
  }
}
