import type { Request } from 'express';
import { z } from 'zod';
import type { Body } from './forms/typed';

const bodySchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
/** What was posted, as far as it is text. */
export const postedBody = (request: Request): Body => bodySchema.catch({}).parse(request.body);
