import { App, Stage, Stack, CustomResource, Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import cdk from '../cdk.json' with { type: 'json' };
import { checkAwsSolutions } from '../lib/validation/cdk-nag.ts';
import { acknowledgeProvider } from '../lib/validation/acknowledge-provider.ts';
const app = new App({ outdir: '/tmp/a/out', context: cdk.context });
checkAwsSolutions(app);
const stage = new Stage(app, 'dev');
const stack = new Stack(stage, 'x', { env: { region: 'eu-central-1' } });
const f = (id: string) => new lambda.Function(stack, id, { code: lambda.Code.fromInline('x'), handler: 'index.x', runtime: lambda.Runtime.NODEJS_24_X, logGroup });
const logGroup = new logs.LogGroup(stack, 'Logs', { retention: 7 });
const p = new Provider(stack, 'P', { onEventHandler: f('a'), isCompleteHandler: f('b'), logGroup });
const q = new Provider(stack, 'Q', { onEventHandler: f('c'), logGroup });
if (process.argv[2]) { acknowledgeProvider(p); acknowledgeProvider(q); }
new CustomResource(stack, 'C', { serviceToken: p.serviceToken });
app.synth();
