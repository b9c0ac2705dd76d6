import { build } from '../../scripts/build.ts';

/** The tests start Qadam as `npm start` does; building it here keeps that out of their time. */
export default function setup(): void {
	build();
}
