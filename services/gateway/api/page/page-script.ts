/** The page's behaviour: narrows the list, and sends what the forms say. The token stays in its field. */
export const pageScript = `
const byId = (id) => document.getElementById(id);
byId('filter').addEventListener('input', ({ target }) => {
  const words = target.value.toLowerCase().split(/\\s+/).filter(Boolean);
  for (const section of document.querySelectorAll('section')) {
    let shown = 0;
    for (const entry of section.querySelectorAll('details')) {
      const text = entry.querySelector('summary').textContent.toLowerCase();
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) shown += 1;
    }
    section.hidden = shown === 0;
  }
});
const opened = () => {
  const entry = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
  if (entry && entry.tagName === 'DETAILS') entry.open = true;
};
addEventListener('hashchange', opened);
opened();
const requestOf = (form) => {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  const headers = {};
  for (const { dataset, value } of form.querySelectorAll('[data-in]')) {
    if (dataset.in === 'path') path = path.replace('{' + dataset.name + '}', encodeURIComponent(value));
    if (dataset.in === 'query' && value !== '') query.append(dataset.name, value);
    if (dataset.in === 'header' && value !== '') headers[dataset.name] = value;
  }
  const token = byId('token').value.trim();
  if (token !== '') headers.authorization = 'Bearer ' + token;
  const body = form.querySelector('textarea')?.value;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const url = path + (query.size > 0 ? '?' + query : '');
  return { url, init: { method: form.dataset.method, headers, body, cache: 'no-store' } };
};
const readable = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const output = form.querySelector('output');
  const { url, init } = requestOf(form);
  output.textContent = '';
  const shown = document.createElement('pre');
  output.append(shown);
  shown.textContent = init.method + ' ' + url + ' \\u2026';
  try {
    const answer = await fetch(url, init);
    const headers = [...answer.headers].map(([name, value]) => name + ': ' + value).join('\\n');
    shown.textContent = init.method + ' ' + url + '\\n' + answer.status + ' ' + answer.statusText + '\\n' + headers + '\\n\\n' + readable(await answer.text());
  } catch (error) {
    shown.textContent = init.method + ' ' + url + '\\nno answer: ' + error.message;
  }
});
`;
