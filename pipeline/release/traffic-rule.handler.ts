import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { createTrafficRule } from './traffic-rule.ts';

/** Nobody asks again after a failure here, so the client does when ELB throttles. */
const elbv2 = new ElasticLoadBalancingV2Client({ maxAttempts: 10 });

export const { onEvent } = createTrafficRule({ elbv2 });
