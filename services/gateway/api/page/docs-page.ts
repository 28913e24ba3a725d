import type { ApiDocument, ApiTag } from '../api-document.ts';
import { type Html, html } from './html.ts';
import { type DescribedOperation, operationEntry } from './operation-entry.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

/** The whole page in one piece: it asks nobody for anything, so it is the same without a network. */
export function docsPage(document: ApiDocument): string {
  const { info } = document;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} API</title>
<link rel="icon" href="data:,">
<style>${{ html: pageStyle }}</style>
</head>
<body>
<a class="skip" href="#operations">To the operations</a>
<header>
<h1>${info.title}</h1>
<p>${info.description}</p>
<p class="dim">OpenAPI ${document.openapi}, version ${info.version}: <a href="/openapi.json">openapi.json</a></p>
${missingNotice(info['x-missing'] ?? [])}
<div class="tools">
<label>Find an operation <input id="filter" type="search" autocomplete="off"></label>
<label>Access token for what you send <input id="token" type="password" autocomplete="off" spellcheck="false"></label>
</div>
</header>
<main id="operations">
${sectionsOf(document)}
</main>
<script>${{ html: pageScript }}</script>
</body>
</html>
`.html;
}

function missingNotice(missing: readonly string[]): Html | undefined {
  if (missing.length === 0) return undefined;
  return html`<p class="notice" role="status">Not reached at the moment, so not on this page: ${missing.join(', ')}.</p>`;
}

function sectionsOf(document: ApiDocument): readonly Html[] {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(described, ({ operation }) => operation.tags?.[0] ?? 'Other');
  return [...byTag].map(([name, entries]) =>
    section({ name, ...document.tags?.find((tag) => tag.name === name) }, entries),
  );
}

function section({ name, description }: ApiTag, entries: readonly DescribedOperation[]): Html {
  return html`
<section aria-label="${name}">
<h2>${name}</h2>
<p class="dim">${description}</p>
${entries.map(operationEntry)}
</section>`;
}
