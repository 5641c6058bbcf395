import { onOneLine } from '../../config/mail-result';
import type { AboutAnother, LetterOrder } from '../../domain/letter';

const linesOf = ({ title, response, duty }: AboutAnother) => ({
  duty: onOneLine(duty),
  title: onOneLine(title),
  ...(response === undefined ? {} : { response: onOneLine(response) }),
});

/** Nothing that stands in an order can begin a line of its own. */
export const onOneLineEach = (order: LetterOrder): LetterOrder => ({
  ...order,
  reference: onOneLine(order.reference),
  duty: {
    ...order.duty,
    duty: onOneLine(order.duty.duty),
    title: onOneLine(order.duty.title),
    source: onOneLine(order.duty.source),
  },
  ...(order.outcome === undefined ? {} : { outcome: onOneLine(order.outcome) }),
  ...(order.about === undefined ? {} : { about: { ...order.about, ...linesOf(order.about) } }),
});
