import Ajv from 'ajv/dist/2020';
import type { Response } from 'supertest';
import { openApiDocument } from '../../../api/machines/openapi';
import type { Named, Schema } from './from-schema';

export type Parameter = { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema };
type Described = { headers?: object; content: Record<string, { schema: Schema }> };
export type Operation = {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, Described>;
};
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Named };
};

/** As a client gets it. */
export const documentOf = (publicUrl: string): Document =>
  JSON.parse(JSON.stringify(openApiDocument(publicUrl))) as Document;

/** What of a response the document does not describe; empty where it describes all of it. */
export function createDescribed(document: Document) {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'document', ...document });
  const faultsOf = (schema: Schema, value: unknown): string[] => {
    const own = JSON.parse(
      JSON.stringify(schema).replaceAll('"#/components', '"document#/components'),
    ) as Schema;
    const judge = ajv.compile(own);
    return judge(value) ? [] : [ajv.errorsText(judge.errors)];
  };
  const problem: Schema = { $ref: '#/components/schemas/Problem' };

  return (operation: Operation | null, { status, headers, text }: Response): string[] => {
    const said = operation?.responses[String(status)];
    if (operation !== null && said === undefined)
      return [`status ${String(status)} of ${operation.operationId}`];
    const contents: Record<string, { schema: Schema }> = said?.content ?? {
      'application/problem+json': { schema: problem },
    };
    const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
    const content = contents[type];
    if (content === undefined) return [`type ${type} of status ${String(status)}`];
    const missing = Object.keys(said?.headers ?? {}).filter(
      (name) => headers[name.toLowerCase()] === undefined,
    );
    return [
      ...missing.map((name) => `no header ${name} at status ${String(status)}`),
      ...faultsOf(content.schema, JSON.parse(text)),
    ];
  };
}
