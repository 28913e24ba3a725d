/** One price of AWS, and why we believe it. */
export interface Price {
  readonly usd: number;
  /** What it is for: `hour`, `GB-month`, `million requests`. */
  readonly per: string;
  /** AWS's own code of what is billed, by which a bill and the AWS Price List name it. */
  readonly usageType: string;
  readonly page: Page;
  readonly evidence: Evidence;
}

/** The public page of AWS on which a price stands. */
export type Page = `https://aws.amazon.com/${string}`;

export type Evidence =
  /** Divided out of a published bill or read from a published copy of the Price List. */
  | 'seen'
  /** As AWS publishes it, from what is known of its page, which could not be opened when this was written. */
  | 'known'
  /** Taken from another region's price by the ratio that the service's other prices have. */
  | 'derived';

/** By names of ours: `fargate.arm64.vcpu`. */
export type PriceTable = Readonly<Record<string, Price>>;

/** What a template asks for and the table does not have. */
export class UnknownPriceError extends Error {
  readonly price: string;
  readonly region: string;
  constructor(price: string, region: string, known: readonly string[]) {
    const kind = price.slice(0, price.lastIndexOf('.') + 1);
    const alike = known.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
    super(
      `there is no price of '${price}' in ${region}` +
        (alike.length === 0 ? '' : `, known there: ${alike.join(', ')}`) +
        `; add it to pipeline/guards/cost/prices/${region}.ts from the page of the service, as docs/cost.md says`,
    );
    this.name = 'UnknownPriceError';
    this.price = price;
    this.region = region;
  }
}
