import { selfRatingPage } from '../self-rating-page.ts';

export const { load, actions } = selfRatingPage('before');
