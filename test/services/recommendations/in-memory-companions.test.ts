import { describeCompanions } from './support/companions.contract.ts';
import { InMemoryCompanions } from './support/in-memory-companions.ts';

describeCompanions('the companions of the tests', (clock) => new InMemoryCompanions(clock));
