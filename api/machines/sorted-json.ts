const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(pairs.map(([name, inner]) => [name, sorted(inner)]));
};

/** JSON in which the order of names makes no difference: of the same content the same text. */
export const sortedJson = (value: unknown): string => JSON.stringify(sorted(value));
