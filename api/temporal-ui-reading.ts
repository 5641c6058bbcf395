const id = String.raw`[\w.~:@!$'()*,=-]+`;

/** The one reading that the UI does by POST: a query, which a workflow answers without changing anything. */
const queries = new RegExp(`^/api/v1/namespaces/${id}/workflows/${id}(?:/runs/${id})?/query/${id}$`);

/** A path that one server may read otherwise than the next: an encoded slash, backslash, dot, per cent or control character. */
const ambiguous = /%(?:2f|5c|2e|25|[01][\da-f]|7f)|%(?![\da-f]{2})|[\\;]|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/i;

/** Whether a request to the Temporal UI only reads. `url` is path and query string exactly as they came in. */
export function isReading(method: string, url: string): boolean {
  const [path = ''] = url.split(/[?#]/, 1);
  if (!path.startsWith('/') || ambiguous.test(path)) return false;
  if (method === 'GET' || method === 'HEAD') return true;
  return method === 'POST' && queries.test(path);
}
