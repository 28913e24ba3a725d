import type { ApiContent, ApiOperation, ApiParameter, ApiResponse } from '../api-document.ts';
import { type Html, html } from './html.ts';

export interface DescribedOperation {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
}

/** One operation: folded it says what it does, unfolded what it takes and gives, with a form to send it. */
export function operationEntry({ method, path, operation }: DescribedOperation): Html {
  const {
    operationId = `${method}-${path}`,
    summary,
    deprecated,
    parameters = [],
    responses = {},
  } = operation;
  return html`
<details id="${operationId}"${deprecated ? html` class="deprecated"` : undefined}>
<summary><span class="method ${method}">${method.toUpperCase()}</span><code>${path}</code><span class="dim">${summary}${
    deprecated ? ' (deprecated)' : ''
  }</span></summary>
<div>
<p class="dim">${whoMay(operation)}</p>
${parameters.length === 0 ? undefined : parameterTable(parameters)}
${bodySchema(operation)}
<h3>Answers</h3>
<table><tbody>${Object.entries(responses).map(responseRow)}</tbody></table>
<h3>Try it</h3>
${form({ method, path, operation })}
</div>
</details>`;
}

function whoMay({ security }: ApiOperation): string {
  if (security === undefined) return 'Anyone may ask this.';
  const ways = security.flatMap((requirement) =>
    Object.entries(requirement).map(([scheme, roles]) => {
      if (scheme === 'serviceToken') return `a service (${roles.join(', ')})`;
      return roles.length === 0 ? 'a signed-in user' : `a user with the role ${roles.join(', ')}`;
    }),
  );
  return `Needs an access token of ${ways.join(', or of ')}.`;
}

function parameterTable(parameters: readonly ApiParameter[]): Html {
  const rows = parameters.map(
    ({ name, in: place, required, schema }) => html`
<tr><th scope="row"><code>${name}</code></th><td>${place}${required ? ', required' : ''}</td><td>${
      schema?.description
    }</td></tr>`,
  );
  return html`<h3>Parameters</h3><table><tbody>${rows}</tbody></table>`;
}

function bodySchema({ requestBody }: ApiOperation): Html | undefined {
  const schema = json(requestBody?.content)?.schema;
  if (schema === undefined) return undefined;
  return html`<h3>Body</h3><pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre>`;
}

function responseRow([status, { $ref, description, content }]: [string, ApiResponse]): Html {
  const words = description ?? ($ref === undefined ? '' : `a problem document (${$ref.split('/').at(-1)})`);
  const schema = json(content)?.schema;
  const shape =
    schema === undefined ? undefined : html`<pre tabindex="0">${JSON.stringify(schema, null, 2)}</pre>`;
  return html`
<tr><th scope="row"><code>${status}</code></th><td>${words}${shape}</td></tr>`;
}

function form({ method, path, operation }: DescribedOperation): Html {
  const fields = (operation.parameters ?? []).map(
    ({ name, in: place, required, example }) => html`
<label>${name} <input data-in="${place}" data-name="${name}" value="${
      required && example !== undefined ? String(example) : ''
    }"${required ? html` required` : undefined} autocomplete="off"></label>`,
  );
  const media = json(operation.requestBody?.content);
  const body =
    media === undefined
      ? undefined
      : html`
<label>Body <textarea spellcheck="false">${JSON.stringify(media.example ?? {}, null, 2)}</textarea></label>`;
  return html`<form data-method="${method.toUpperCase()}" data-path="${path}">${fields}${body}
<button>Send</button><output></output></form>`;
}

function json(content: ApiContent | undefined) {
  return content?.['application/json'];
}
