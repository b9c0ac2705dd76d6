import type { LocalText } from '#platform/locale.ts';

/** A nation for demonstrations and measurements: believable in shape, made of nobody. The same seed always makes the same nation. */
export interface SimulatedPlace {
	/** "sim-d-17" or "sim-s-2041". */
	readonly code: string;
	readonly kind: 'district' | 'school';
	/** Code of the region, or of the district. */
	readonly parentCode: string;
	readonly name: LocalText;
	readonly settlement: 'urban' | 'rural';
	/** Number of teachers who share. */
	readonly teachers: number;
}

/** Teachers of each region in thousandths of the nation's, roughly as the education statistics have them. */
const regionShares: Readonly<Record<string, number>> = {
	'kz-turkistan': 128, 'kz-almaty': 76, 'kz-almaty-region': 76, 'kz-astana': 62, 'kz-shymkent': 64, 'kz-zhambyl': 66, 'kz-karaganda': 57,
	'kz-kyzylorda': 56,
	'kz-aktobe': 50, 'kz-kostanay': 41, 'kz-akmola': 44, 'kz-mangystau': 44, 'kz-zhetysu': 42, 'kz-abai': 36, 'kz-east-kazakhstan': 36, 'kz-atyrau': 38,
	'kz-west-kazakhstan': 38, 'kz-pavlodar': 36, 'kz-north-kazakhstan': 30, 'kz-ulytau': 12
};

const cities: ReadonlySet<string> = new Set(['kz-almaty', 'kz-astana', 'kz-shymkent']);

/** Words that districts are called by, in Kazakh and Russian spelling and in Latin letters. */
const districtNames: readonly (readonly [kk: string, ru: string, en: string])[] = [
	['Ақбұлақ', 'Акбулак', 'Akbulak'], ['Алтынсай', 'Алтынсай', 'Altynsai'], ['Көктал', 'Коктал', 'Koktal'],
	['Жаңақоныс', 'Жанаконыс', 'Zhanakonys'],
	['Сарыарқа', 'Сарыарка', 'Saryarka'], ['Байтерек', 'Байтерек', 'Baiterek'],
	['Тасбұлақ', 'Тасбулак', 'Tasbulak'], ['Қызылжар', 'Кызылжар', 'Kyzylzhar'],
	['Мұғалжар', 'Мугалжар', 'Mugalzhar'], ['Өркен', 'Оркен', 'Orken'], ['Үшарал', 'Ушарал', 'Usharal'], ['Ынтымақ', 'Ынтымак', 'Yntymak'],
	['Бірлік', 'Бирлик', 'Birlik'], ['Достық', 'Достык', 'Dostyk'], ['Самал', 'Самал', 'Samal'], ['Ескелді', 'Ескельды', 'Eskeldi']
];

/** Whole numbers that add up to `total`, in proportion to the weights (largest remainders). */
export function apportion(total: number, weights: readonly number[]): number[] {
	const sum = weights.reduce((all, weight) => all + weight, 0);
	const exact = weights.map((weight) => (total * weight) / sum);
	const whole = exact.map(Math.floor);
	const missing = total - whole.reduce((all, count) => all + count, 0);
	const order = [...exact.keys()].sort((a, b) => (exact[b] ?? 0) - (whole[b] ?? 0) - ((exact[a] ?? 0) - (whole[a] ?? 0)));
	for (const index of order.slice(0, missing)) whole[index] = (whole[index] ?? 0) + 1;
	return whole;
}

/** Numbers from 0 to 1 that only look random (mulberry32): the same seed gives the same ones. */
export function randomFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** From two uniform numbers one of the standard normal distribution (Box & Muller, 1958). */
export function normalFrom(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A full nation has 8,000 schools in 200 districts for 635,000 teachers. */
const teachersOfASchool = 635_000 / 8_000;
/** In a full nation; a smaller one has smaller districts, down to six schools. */
const schoolsOfADistrict = 40;
const fewestSchools = 6;

/**
 * Districts and schools for so many teachers, at least one school in each region that has any. `regions` are codes of shipped regions. Schools of
 * cities are large, those of villages often so small that nothing may be told of them.
 */
export function simulateTree(teachers: number, regions: readonly string[]): SimulatedPlace[] {
	const random = randomFrom(20);
	const schools = Math.max(1, Math.round(teachers / teachersOfASchool));
	const perDistrict = Math.min(schoolsOfADistrict, Math.max(fewestSchools, schools / 200));
	const weights = regions.map((region) => regionShares[region] ?? 30);
	const schoolsOf = apportion(schools, weights);
	const places: SimulatedPlace[] = [];
	const sizes: number[] = [];
	regions.forEach((region, index) => {
		const count = schoolsOf[index] ?? 0;
		const districts = count === 0 ? 0 : Math.max(1, Math.round(count / perDistrict));
		const isCity = cities.has(region);
		apportion(count, Array.from({ length: districts }, () => 0.6 + random())).forEach((number, district) => {
			const districtCode = `sim-d-${region}-${district + 1}`;
			const [kk, ru, en] = districtNames[(index * 5 + district) % districtNames.length] ?? ['', '', ''];
			const isUrban = isCity || district === 0;
			const ordinal = district >= districtNames.length ? ` ${Math.floor(district / districtNames.length) + 1}` : '';
			const name = { kk: `${kk} ауданы${ordinal}`, ru: `${ru} район${ordinal}`.replace(/(\S+) район/, 'район $1'), en: `${en} District${ordinal}` };
			places.push({ code: districtCode, kind: 'district', parentCode: region, name, settlement: isUrban ? 'urban' : 'rural', teachers: 0 });
			sizes.push(0);
			for (let school = 1; school <= number; school++) {
				const mark = `№ ${school}`;
				places.push({
					code: `sim-s-${region}-${district + 1}-${school}`,
					kind: 'school',
					parentCode: districtCode,
					name: { kk: `${mark} жалпы білім беретін мектеп, ${kk}`, ru: `Общеобразовательная школа ${mark}, ${ru}`, en: `School ${mark}, ${en}` },
					settlement: isUrban ? 'urban' : 'rural',
					teachers: 0
				});
				sizes.push((isUrban ? 105 : 52) * Math.exp(0.55 * normalFrom(random)));
			}
		});
	});
	const teachersOf = apportion(teachers, sizes);
	return places.map((place, index) => ({ ...place, teachers: teachersOf[index] ?? 0 }));
}
