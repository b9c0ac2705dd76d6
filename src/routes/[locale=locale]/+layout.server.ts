import { tellRefusal } from '../../pages.ts';
import type { LayoutServerLoad } from './$types';

/** Under the layout with name and navigation, so that a refusal is told inside of them. */
export const load: LayoutServerLoad = ({ locals }) => {
	tellRefusal(locals);
};
