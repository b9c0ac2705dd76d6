import type { AnswerCode } from '../domain/level.ts';

/** What a page of the taking tells its script: where it stands and what the server knew when it was rendered. */
export interface TakingPage {
	readonly attempt: string;
	/** The item of this page; absent on the pages around the items. */
	readonly item?: string;
	/** Address of the page after this one. */
	readonly next: string;
	readonly previous?: string;
	/** Where the blank pages of the instrument are fetched together, to be kept on the device. */
	readonly keptPages: string;
	/** Answers by item, with the moment they were given. */
	readonly answers: Readonly<Record<string, { readonly answer: AnswerCode; readonly answeredAt: string; readonly savedAt: string }>>;
	readonly words: Readonly<
		Record<'savedAt' | 'saving' | 'kept' | 'refused' | 'unknownPerson' | 'answered' | 'unanswered' | 'progress', string>
	>;
}

/** The element that carries the page's facts for its script. Less-than signs are escaped, so that no text can end the element. */
export function takingElement(page: TakingPage): string {
	return `<script type="application/json" id="taking">${JSON.stringify(page).replaceAll('<', '\\u003c')}</script>`;
}
