import type { Actor } from '#platform/actor.ts';
import type { DomainError } from '#platform/errors.ts';
import type { Locale } from '#platform/locale.ts';

declare global {
	namespace App {
		interface Locals {
			/** The language of the address, or the best one for the reader where the address names none. */
			locale: Locale;
			/** Also in the header `x-request-id`, the log and on the error page. */
			requestId: string;
			/** Who asks. */
			actor: Actor;
			/** Why the page is not shown, by the table of rights; the layout of all pages tells it. */
			refusal: DomainError | undefined;
		}
		interface PageData {
			locale: Locale;
			/** Somebody is known, by an account or a code. */
			isKnown: boolean;
			/** Why the form that led here was not read. */
			problem?: { title: string; detail: string } | undefined;
			/** Signed in: organisations are for them. */
			hasAccount: boolean;
			/** The page is a task of its own: on a small screen the main navigation steps back. */
			isFocused?: boolean;
			/** Where a page of the taking stands. */
			place?: { readonly title: string; readonly item?: string; readonly next: string; readonly previous?: string };
		}
		interface Error {
			/** Code of the error; the words are in the messages. */
			message: string;
			/** Words for the reader, where the error is an expected one. */
			title?: string;
			detail?: string;
			/** By this number the failure is found in the log. */
			requestId?: string;
		}
	}
}
