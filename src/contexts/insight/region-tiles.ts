import type { LocalText } from '#platform/locale.ts';

/** The place of a region on the tile map: columns from the west, rows from the north, both from 1. Every region is one tile, however large it is. */
export interface RegionTile {
	readonly column: number;
	readonly row: number;
	readonly short: LocalText;
}

const tile = (column: number, row: number, kk: string, ru: string, en: string): RegionTile => ({ column, row, short: { kk, ru, en } });

/** The 17 regions and three cities of Kazakhstan, by the codes of content/organisations/kz.json; near neighbours stay near. */
export const regionTiles: Readonly<Record<string, RegionTile>> = {
	'kz-kostanay': tile(3, 1, 'ҚОС', 'КОС', 'KOS'),
	'kz-north-kazakhstan': tile(4, 1, 'СҚО', 'СКО', 'NKZ'),
	'kz-pavlodar': tile(5, 1, 'ПАВ', 'ПАВ', 'PAV'),
	'kz-west-kazakhstan': tile(1, 2, 'БҚО', 'ЗКО', 'WKZ'),
	'kz-aktobe': tile(2, 2, 'АҚТ', 'АКТ', 'AKT'),
	'kz-akmola': tile(3, 2, 'АҚМ', 'АКМ', 'AKM'),
	'kz-astana': tile(4, 2, 'АСТ', 'АСТ', 'AST'),
	'kz-abai': tile(5, 2, 'АБА', 'АБА', 'ABA'),
	'kz-east-kazakhstan': tile(6, 2, 'ШҚО', 'ВКО', 'EKZ'),
	'kz-atyrau': tile(1, 3, 'АТЫ', 'АТЫ', 'ATY'),
	'kz-ulytau': tile(3, 3, 'ҰЛЫ', 'УЛЫ', 'ULY'),
	'kz-karaganda': tile(4, 3, 'ҚАР', 'КАР', 'KAR'),
	'kz-zhetysu': tile(5, 3, 'ЖЕТ', 'ЖЕТ', 'ZHE'),
	'kz-mangystau': tile(1, 4, 'МАҢ', 'МАН', 'MAN'),
	'kz-kyzylorda': tile(2, 4, 'ҚЫЗ', 'КЫЗ', 'KYZ'),
	'kz-turkistan': tile(3, 4, 'ТҮР', 'ТУР', 'TUR'),
	'kz-zhambyl': tile(4, 4, 'ЖАМ', 'ЖАМ', 'ZHA'),
	'kz-almaty-region': tile(5, 4, 'АЛО', 'АЛО', 'ALR'),
	'kz-shymkent': tile(3, 5, 'ШЫМ', 'ШЫМ', 'SHY'),
	'kz-almaty': tile(5, 5, 'АЛМ', 'АЛМ', 'ALM')
};
