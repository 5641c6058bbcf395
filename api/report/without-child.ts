import { childPrefix } from './fields';
import { childrenOn } from './read-report';

type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What was typed without the child of this number; those after it move up. */
export function withoutChild(body: Typed, removed: number): Typed {
  const count = childrenOn(body);
  if (count < 2 || !(removed >= 1 && removed <= count)) return body;
  const kept = Object.entries(body).flatMap(([name, value]): [string, Typed[string]][] => {
    const match = /^child-(\d+)-(.*)$/u.exec(name);
    if (match?.[1] === undefined) return [[name, value]];
    const child = Number(match[1]);
    if (child === removed) return [];
    return [[`${childPrefix(child > removed ? child - 1 : child)}${match[2] ?? ''}`, value]];
  });
  return { ...Object.fromEntries(kept), children: String(count - 1) };
}
