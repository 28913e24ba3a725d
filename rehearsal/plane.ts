/**
 * A plane plays one AWS service: the CloudFormation resource types it creates, and the API it answers.
 * Planes hold their state in memory, keep data under the state folder, and start no work before a resource asks.
 */
export interface Plane {
  readonly types: readonly PlayedType[];
  readonly apis: readonly ApiService[];
  /** Ends all it started. Safe to call twice. */
  close(): Promise<void>;
}

/** A CloudFormation resource type as a plane plays it. */
export interface PlayedType {
  /** `AWS::ECS::Service`, or `Custom::*` for every custom resource. */
  readonly type: string;
  /** Top-level properties that have an effect here; `*` among them allows any. */
  readonly plays: readonly string[];
  /** Top-level properties that mean nothing on one machine, each with the reason. Any other property is an error. */
  readonly inert: Readonly<Record<string, string>>;
  /** Properties whose change makes a new resource and deletes the old one afterwards. */
  readonly replacedBy: readonly string[];
  create(call: CreateCall): Promise<Played>;
  update(call: UpdateCall): Promise<Played>;
  delete(call: DeleteCall): Promise<void>;
}

export interface Played {
  /** What `Ref` gives. */
  readonly physicalId: string;
  /** What `Fn::GetAtt` gives, by attribute name (`Endpoint.Address` is a key with a dot). */
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface ResourceCall {
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  /** A sentence for whoever watches the stack; shown as an event's reason. */
  readonly progress: (sentence: string) => void;
}
export interface CreateCall extends ResourceCall {
  readonly properties: Properties;
}
export interface UpdateCall extends CreateCall {
  readonly physicalId: string;
  readonly oldProperties: Properties;
}
export interface DeleteCall extends ResourceCall {
  readonly physicalId: string;
  readonly properties: Properties;
}

/** Resolved properties: plain JSON, no intrinsic left in it. */
export type Properties = Readonly<Record<string, unknown>>;

/** The API of one AWS service, as the endpoint serves it. */
export interface ApiService {
  /** The service in the signature's credential scope: `ecs`, `elasticloadbalancing`, `codedeploy`, `rds`. */
  readonly signingName: string;
  /** `json`: X-Amz-Target and a JSON body. `query`: a form in, XML out. `rest-json`: a method, a path, JSON or bytes. */
  readonly protocol: 'json' | 'query' | 'rest-json';
  /** For `json`, the prefix of X-Amz-Target; for `query`, the XML namespace. */
  readonly namespace: string;
  /** By name; in `rest-json` by method and path: `GET /applications/{ApplicationId}`. */
  readonly operations: Readonly<Record<string, Operation>>;
}

/**
 * Takes the request's members by their AWS names and returns the answer's members by theirs.
 * In the `query` protocol every scalar of the request is a string, and an empty list may be an empty string.
 */
export type Operation = (input: Readonly<Record<string, unknown>>) => Promise<unknown> | unknown;

/** A list in a `query` answer whose items are not called `member`. */
export class NamedList {
  readonly itemName: string;
  readonly items: readonly unknown[];
  constructor(itemName: string, items: readonly unknown[]) {
    this.itemName = itemName;
    this.items = items;
  }
}

/** An error as AWS words it: a code the SDK turns into an exception's name, and a sentence. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

/** The account and region a rehearsal answers as. */
export const account = '000000000000';

/** Time as the deployment clock tells it: a minute of AWS's waiting lasts `60 / speed` seconds here. */
export interface Clock {
  /** Real time, in milliseconds since 1970. */
  now(): number;
  /** Sleeps `ms` of deployment time; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
