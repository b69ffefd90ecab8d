import { z } from 'zod';

import { CALL_NAMES, LISTING_CALLS } from './calls.mts';

const status = z.number().int().min(200).max(599);

/** Effects that spoil the paging of `searchInteractions`, `findLists` and `findCampaigns`. */
const pagingEffect = z.discriminatedUnion('type', [
	/** The page lacks `data`; its next token stays. */
	z.object({ type: z.literal('noData') }).strict(),
	/** The next token leads to the same page again. */
	z.object({ type: z.literal('repeatedToken') }).strict(),
	/** The next token is refused with 400 when it is sent. */
	z.object({ type: z.literal('corruptToken') }).strict(),
	/** No rows, and a token that leads to the rows which belong here. */
	z.object({ type: z.literal('emptyPage') }).strict(),
	/** More rows than asked for; the next page goes on behind them. */
	z
		.object({ type: z.literal('largePage'), extraRows: z.number().int().min(1).default(100) })
		.strict(),
]);
/** An effect on one page of a listing. */
export type PagingEffect = z.infer<typeof pagingEffect>;

const bluntEffect = z.discriminatedUnion('type', [
	/** An error answer; `retryAfter` is the header as it is; without `body` the usual `{error, message}`. */
	z
		.object({
			type: z.literal('status'),
			status,
			retryAfter: z.union([z.string(), z.number()]).optional(),
			body: z.unknown(),
			contentType: z.string().optional(),
		})
		.strict(),
	/** The connection ends without an answer. */
	z.object({ type: z.literal('drop') }).strict(),
	/** The right answer, later. */
	z.object({ type: z.literal('slow'), delayMs: z.number().min(0) }).strict(),
	/**
	 * Any answer: `body` as it is, or JSON nested `nestedDepth` deep, or JSON of `sizeBytes` bytes, or else
	 * an HTML page. With `cutAfterBytes` the length is announced in full, but only so much is sent.
	 */
	z
		.object({
			type: z.literal('raw'),
			status: status.default(200),
			contentType: z.string().optional(),
			headers: z.record(z.string()).optional(),
			body: z.string().optional(),
			nestedDepth: z.number().int().min(1).optional(),
			sizeBytes: z.number().int().min(12).optional(),
			cutAfterBytes: z.number().int().min(0).optional(),
		})
		.strict(),
	z
		.object({
			type: z.literal('redirect'),
			location: z.string(),
			status: z.number().int().min(301).max(308).default(302),
		})
		.strict(),
]);
/** An effect that takes the place of a whole answer, or delays it. */
export type BluntEffect = z.infer<typeof bluntEffect>;

const effect = z.union([pagingEffect, bluntEffect]);
/** What goes wrong, as it is given to `faults.add`. */
export type FaultEffect = z.input<typeof effect>;

const PAGING_TYPES: ReadonlySet<string> = new Set(
	pagingEffect.options.map((option) => option.shape.type.value),
);

/** True for the effects that apply to a page of a listing only. */
export function isPagingEffect(candidate: PagingEffect | BluntEffect): candidate is PagingEffect {
	return PAGING_TYPES.has(candidate.type);
}

/**
 * A fault to come. `call`: which calls it meets (`any`: all, the token request too). `skip`: let so many
 * of them pass first (default 0). `times`: then spoil so many (default 1; Infinity, in JSON "always").
 * `when`: `before` – the work is not done (default); `after` – it is done, then the answer is spoilt.
 */
export const faultRule = z
	.object({
		call: z.enum(['any', ...CALL_NAMES]),
		times: z
			.union([z.number().int().min(1), z.literal(Infinity), z.literal('always')])
			.default(1)
			.transform((times) => (times === 'always' ? Infinity : times)),
		skip: z.number().int().min(0).default(0),
		when: z.enum(['before', 'after']).default('before'),
		effect,
	})
	.strict()
	.refine(
		(rule) => !isPagingEffect(rule.effect) || rule.call === 'any' || LISTING_CALLS.has(rule.call),
		{
			path: ['effect'],
			message: `This effect needs a call that answers in pages: ${[...LISTING_CALLS].join(', ')}`,
		},
	);
/** A fault as it is given to `faults.add`. */
export type FaultRule = z.input<typeof faultRule>;
/** A fault with its defaults filled in. */
export type FullFaultRule = z.output<typeof faultRule>;
