import { RestPayload } from '../endpoint/rest.ts';
import { type ApiService, AwsError, type Plane, type PlayedType } from '../plane.ts';
import { type Experiment, ExperimentBook, type ExperimentParts, type Template } from './experiment-book.ts';

/** Plays the Fault Injection Service: what a template says is broken here too, as far as this machine has it. */
export function createFisPlane(parts: ExperimentParts): Plane {
  const book = new ExperimentBook(parts);
  return { types: [playTemplate(book)], apis: [fisApi(book)], close: async () => undefined };
}

function playTemplate(book: ExperimentBook): PlayedType {
  return {
    type: 'AWS::FIS::ExperimentTemplate',
    plays: ['Actions', 'Description', 'StopConditions', 'Tags', 'Targets', 'ExperimentOptions'],
    inert: {
      RoleArn: 'nothing here asks for permission',
      LogConfiguration: 'an experiment is told of by GetExperiment',
    },
    replacedBy: [],
    async create({ properties }) {
      const template = book.add(properties);
      return { physicalId: template.id, attributes: { Id: template.id } };
    },
    async update({ physicalId, properties }) {
      book.change(physicalId, properties);
      return { physicalId, attributes: { Id: physicalId } };
    },
    async delete({ physicalId }) {
      book.remove(physicalId);
    },
  };
}

function fisApi(book: ExperimentBook): ApiService {
  return {
    signingName: 'fis',
    protocol: 'rest-json',
    namespace: 'fis',
    operations: {
      'GET /experimentTemplates': () => ({ experimentTemplates: book.templates.map(describeTemplate) }),
      'GET /experimentTemplates/{id}': ({ id }) => ({
        experimentTemplate: describeTemplate(book.template(String(id))),
      }),
      'POST /experiments': ({ Payload }) => {
        const { experimentTemplateId, tags } = Payload instanceof RestPayload ? Payload.members : {};
        if (typeof experimentTemplateId !== 'string')
          throw new AwsError('ValidationException', 'experimentTemplateId is required');
        return { experiment: describeExperiment(book.start(experimentTemplateId), tags) };
      },
      'GET /experiments/{id}': ({ id }) => ({ experiment: describeExperiment(book.experiment(String(id))) }),
      'DELETE /experiments/{id}': ({ id }) => ({ experiment: describeExperiment(book.stop(String(id))) }),
    },
  };
}

function describeTemplate({ id, properties }: Template): object {
  const { Description, Tags, StopConditions } = properties;
  const conditions = Array.isArray(StopConditions) ? StopConditions : [];
  return {
    id,
    description: Description,
    tags: Tags ?? {},
    stopConditions: conditions.map(({ Source, Value }: { Source?: string; Value?: string }) => ({
      source: Source,
      value: Value,
    })),
  };
}

function describeExperiment(
  { id, template, status, reason, actions, began, ended }: Experiment,
  tags: unknown = {},
): object {
  return {
    id,
    experimentTemplateId: template.id,
    state: { status, reason },
    actions: Object.fromEntries(
      [...actions].map(([name, action]) => [
        name,
        { actionId: action.actionId, state: { status: action.status, reason: action.reason } },
      ]),
    ),
    tags,
    creationTime: began,
    startTime: began,
    ...(ended && { endTime: ended }),
  };
}
