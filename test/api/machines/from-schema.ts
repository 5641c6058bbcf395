import fc, { type Arbitrary } from 'fast-check';

/** As much of JSON schema as the document uses. */
export type Schema = {
  $ref?: string;
  type?: string | readonly string[];
  const?: unknown;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  additionalProperties?: boolean | Schema;
};

export type Named = Readonly<Record<string, Schema>>;

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 400 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '__proto__',
    'constructor',
    '\uD800',
    '💥',
    '<b>',
    'a'.repeat(11_000),
    '-1',
    '1e999',
  ),
);

/** Whatever JSON can hold. */
export const rubbish: Arbitrary<unknown> = fc.oneof(fc.jsonValue({ maxDepth: 3 }), anyText);

const someDay = fc
  .date({ min: new Date('1890-01-01'), max: new Date('2210-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function text({ format, pattern, minLength = 0, maxLength = 300 }: Schema): Arbitrary<string> {
  if (format === 'date') return fc.oneof(someDay, fc.constantFrom('2026-12-10', '2026-12-11'));
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'max' });
  return fc.string({ minLength, maxLength: Math.min(maxLength, 300) });
}

function object(
  { properties = {}, required = [], additionalProperties }: Schema,
  named: Named,
): Arbitrary<unknown> {
  const known = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valid(one, named)])),
    { requiredKeys: required.filter((name) => Object.hasOwn(properties, name)) },
  );
  if (typeof additionalProperties !== 'object') return known;
  const more = fc.dictionary(fc.string({ maxLength: 20 }), valid(additionalProperties, named), {
    maxKeys: 4,
  });
  return fc.tuple(more, known).map(([others, own]) => ({ ...others, ...own }));
}

/** Values that a schema allows. */
export function valid(schema: Schema, named: Named): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return valid(named[schema.$ref.split('/').at(-1) ?? ''] ?? {}, named);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => valid(one, named)));
  switch (schema.type) {
    case 'string':
      return text(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -10, max: Math.min(schema.maximum ?? 1000, 1000) });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valid(schema.items ?? {}, named), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case 'object':
      return object(schema, named);
    default:
      return rubbish;
  }
}

/** One place of a value changed, taken away, or something put beside it. */
export const nearly = (value: Arbitrary<unknown>): Arbitrary<unknown> =>
  fc
    .tuple(value, fc.nat(), rubbish, fc.constantFrom('change', 'remove', 'add'))
    .map(([one, at, other, how]) => {
      if (typeof one !== 'object' || one === null) return other;
      const copy = structuredClone(one) as Record<string, unknown>;
      const names = Object.keys(copy);
      const name = names[at % Math.max(1, names.length)] ?? 'nothing';
      if (how === 'add') return { ...copy, [typeof other === 'string' ? other : 'more']: other };
      if (how === 'change') return { ...copy, [name]: other };
      return Object.fromEntries(Object.entries(copy).filter(([key]) => key !== name));
    });
