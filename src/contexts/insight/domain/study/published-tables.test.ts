import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCsv } from '#platform/csv.ts';
import type { TableKind } from './cell.ts';
import { checkStudy } from './check-study.ts';
import { readClaims } from './claims.ts';

const rowsOf = (text: string) => readCsv(new TextEncoder().encode(text)).rows;

interface Case {
	readonly name: string;
	readonly table: string;
	readonly kind?: TableKind;
	readonly n?: number;
	readonly claims?: string;
	/** "code | row | column" */
	readonly found?: readonly string[];
}

function check({ table, kind = 'percent', n, claims = '' }: Case): string[] {
	const read = claims === '' ? [] : readClaims(rowsOf(`row,kind,from,to,value\n${claims}`));
	const findings = checkStudy(rowsOf(table), { kind, n, claims: read });
	return findings.map(({ code, row, column }) => [code, row, column].filter((part) => part !== null).join(' | '));
}

/** Tables as papers print them; the numbers are made up, the forms are not. */
describe('tables in which nothing is wrong', () => {
	it.each<Case>([
		{ name: 'sums of 99.9 and 100.1', table: 'row,A,B,C\nx,33.3,33.3,33.3\ny,14.3,42.9,42.9', n: 21 },
		{ name: 'sums of 99 and 101 of whole per cents', table: 'row,A,B,C\nx,33,33,33\ny,17,17,67\nz,20,30,50' },
		{ name: 'shares moved by a digit to make 100', table: 'row,A,B,C\nx,33.3,33.3,33.4\ny,50,25,25', n: 12 },
		{ name: 'digits cut off instead of rounded', table: 'row,A,B,C,D\na,16,16,33,33\nb,66,16,8,8\nc,41,41,8,8\nd,58,16,8,16\ne,8,8,8,75' },
		{ name: 'trailing zeros dropped', table: 'row;A;B;C\nx;25;11,5;63,5\ny;40;20,5;39,5\nz;10;15;75', n: 200 },
		{ name: 'percent signs, decimal commas, n per row', table: 'Пункт;Да;Нет;n\nx;20,4 %;79,6 %;49\ny;33,3 %;66,7 %;45' },
		{ name: 'n in the names of rows', table: 'Group,High,Low\nSchool 1 (n = 7),14.3,85.7\nSchool 2 (n = 9),11.1,88.9', n: 16 },
		{ name: 'n below, per column, and columns that are wholes', table: 'Level,Boys,Girls\nHigh,14.3,11.1\nLow,85.7,88.9\nn,7,9' },
		{ name: 'a scale whose letters look like statistics', table: 'Statement,SA,A,N,D,SD\nx,10,20,30,25,15\ny,5,40,20,30,5\nz,0,50,20,15,15' },
		{
			name: 'mean, standard deviation and p beside shares',
			table: 'Item,Low,Medium,High,M,SD,p\na,20,30,50,3.4,1.1,0.04\nb,10,60,30,3.2,0.9,<0.001\nc,25,25,50,3.3,1.0,0.3'
		},
		{ name: 'total row and total column', table: 'Группа;Высокий;Низкий;Итого\nКГ;40;60;100\nЭГ;60;40;100\nИтого;50;50;100' },
		{ name: 'headings between rows', table: 'Group,Yes,No\nGender,,\nwomen,60,40\nmen,70,30\nother,50,50\nAge,,\nyoung,55,45\nother,45,55' },
		{ name: 'several answers could be chosen', table: 'Tool,use,know,have heard of\nA,80,95,99\nB,40,70,85\nC,12,33,60', n: 100 },
		{ name: 'independent shares of two groups', table: 'Statement,Teachers,Heads\na,45,52\nb,48,55\nc,70,66' },
		{
			name: 'before and after, the levels as rows',
			table: 'Деңгей;Дейін;Кейін;Айырма\nЖоғары;16,7;33,3;16,6\nОрта;50,0;54,2;4,2\nТөмен;33,3;12,5;-20,8\nЕскерту: n = 48',
			n: 48
		},
		{
			name: 'control and experimental group in two moments',
			table: 'Level,CG before,CG after,EG before,EG after\nHigh,20,24,22,50\nMedium,40,44,38,40\nLow,40,32,40,10'
		},
		{ name: 'a header of two lines with counts beside shares', table: ',Before,,After,\nLevel,n,%,n,%\nHigh,10,25.0,20,50.0\nLow,30,75.0,20,50.0' },
		{ name: 'counts and shares in one cell', table: 'Age,Answers\nunder 30,20 (40 %)\n30 to 45,20 (40 %)\nover 45,10 (20 %)', n: 50 },
		{ name: 'a dash for nobody, n/a for not asked', table: 'row,A,B,C\nx,60,40,-\ny,50,–,50\nz,70,n/a,20\nw,10,20,70' },
		{
			name: 'a title above, a source and a note with commas below',
			table: 'Table 2. Answers\nrow,A,B\nx,60,40\ny,55,45\nSource: own data, 2024, schools of the region\n* p < 0.05'
		},
		{ name: 'footnote marks, a small share, thousands', table: 'row,A,B,C\nx,60.5*,39.1†,<1\ny,55.0,44.6¹,<1' },
		{ name: 'a level called medium', table: 'Группа;Высокий;Средний;Низкий\nКГ;24;48;28\nЭГ;30;46;24' },
		{ name: 'levels in rows', table: 'Деңгей;Дейін;Кейін\nЖоғары;20;40\nОрташа;50;45\nТөмен;30;15', n: 20 },
		{ name: 'fractions of one', table: 'row,A,B,C\nx,0.25,0.25,0.5\ny,0.2,0.3,0.5\nz,0.33,0.33,0.33' },
		{
			name: 'the same answers under several questions',
			table: 'Answer,Share,Rest\nyes,60,40\nno,30,70\nother,10,90\nyes,20,80\nno,70,30\nother,10,90'
		},
		{ name: 'one answer per line', table: 'question,answer,percent\nq1,yes,60\nq1,no,40\nq2,yes,55\nq2,no,45\nq3,only these printed,30' },
		{ name: 'a blank where a question has fewer answers', table: 'question,A,B,C,D\nq1,10,20,30,40\nq2,50,50,,\nq3,25,25,50,' },
		{ name: 'a year or a code that is no share', table: 'School,Code,High,Medium,Low\na,101,20,30,50\nb,102,30,30,40\nc,205,10,50,40' },
		{ name: 'changes without sign where they fall', table: 'Level,before,after,change\nHigh,20,45,25\nLow,80,55,25' },
		{ name: 'times and relative growth', table: 'Skill,before,after,"growth, relative %",times\na,20,30,50,1.5\nb,25,75,200,3.0\nc,40,20,-50,0.5' },
		{ name: 'counts that make the printed totals', kind: 'count', table: 'Школа;Ия;Жоқ;Барлығы\n№1;20;10;30\n№2;15;15;30\nБарлығы;35;25;60', n: 60 },
		{ name: 'a cross table of counts that makes n as a whole', kind: 'count', table: 'Gender,High,Low\nwomen,60,98\nmen,22,20', n: 200 },
		{ name: 'groups beside their total are no parts of a whole', table: 'Tool,City,Village,Total\nKahoot,40,65,52\nMoodle,30,70,50\nZoom,20,80,50' },
		{ name: 'two groups that a test compares', table: 'Item,EG,CG,p\na,60,40,0.03\nb,50,45,0.4' },
		{ name: 'years beside each other', table: 'Subject,2022,2023\nMaths,45,55\nPhysics,50,52' },
		{ name: 'only the changes, with their signs', table: 'Level,change\nHigh,20\nMedium,-5\nLow,-15' },
		{ name: 'numbers of schools beside their shares', table: 'Region,Schools,Share\nA,200,20\nB,300,30\nC,500,50\nTotal,1000,100' },
		{
			name: 'numbers beside shares under headings',
			table: 'Characteristic,n,%\nGender,,\nFemale,33,68.8\nMale,15,31.3\nAge,,\n<30,10,20.8\n30+,38,79.2',
			n: 48
		},
		{
			name: 'the same, read as numbers',
			kind: 'count',
			table: 'Characteristic,n,%\nGender,,\nFemale,33,68.8\nMale,15,31.3\nAge,,\n<30,10,20.8\n30+,38,79.2',
			n: 48
		},
		{ name: 'shares by age that are none of one whole', table: 'Age,% who use AI\n<30,45\n30-45,35\n>45,28' },
		{ name: 'several answers could be chosen, one column', table: 'Reason,%\ntime,40\nmoney,35\nequipment,30' },
		{ name: 'counts that make a hundred by chance', kind: 'count', table: 'Region,Yes,No,Total\nA,30,10,40\nB,25,25,50\nTotal,55,35,90' },
		{ name: 'a byte order mark, quoted line breaks', table: '\ufeff"Сұрақ\n(жауап)",Иә,Жоқ\n"Бірінші\nсұрақ",60,40\nЕкінші,55,45', n: 20 },
		{ name: 'a mean on a scale of numbered answers', table: 'Item,1,2,3,4,5,Mean\na,5,10,20,40,25,3.70\nb,10,10,20,30,30,3.6' },
		{ name: 'counts of independent answers', kind: 'count', table: 'Tool,use,know,want\na,30,60,90\nb,20,50,10\nc,15,80,95', n: 100 }
	])('$name', (one) => expect(check(one)).toEqual([]));
});

describe('what is wrong is found', () => {
	it.each<Case>([
		{
			name: 'shares beside numbers of people that give others',
			table: 'Level,n,%\nHigh,10,20.8\nMedium,30,62.5\nLow,8,18.7\nTotal,48,100',
			n: 48,
			found: ['granularity | Low | %', 'sum | %']
		},
		{ name: 'a column whose total says that it is a whole', table: 'Level,%\nHigh,20\nMedium,50\nLow,40\nTotal,100', found: ['sum | %'] },
		{ name: 'ages that make more than everybody', table: 'Жас;Үлес\n20-29;25\n30-39;40\n40-49;25\n50+;15', found: ['sum | Үлес'] },
		{ name: 'women and men that make more than everybody', kind: 'count', table: 'Gender,Count\nwomen,160\nmen,45', n: 200, found: ['sum | Count'] },
		{
			name: 'a total of totals is told once',
			kind: 'count',
			table: 'Region,Yes,No,Total\nA,30,10,40\nB,25,25,50\nTotal,58,35,93',
			found: ['sum | Total | Yes']
		},
		{
			name: 'a mean off the numbers of the answers',
			table: 'Item,1,2,3,4,5,Mean\na,5,10,20,40,25,5.70\nb,10,10,20,30,30,3.6',
			found: ['range | a | Mean']
		},
		{ name: 'a mean off its scale, alone', table: 'Показатель;Средний балл (1–5)\nа;0,4\nб;4,2', found: ['range | а | Средний балл (1–5)'] },
		{
			name: 'a mean off its scale, in a row',
			table: 'Q,Before,After\nHigh,20,40\nLow,80,60\nMean (1-5),3.2,5.6',
			found: ['range | Mean (1-5) | After']
		},
		{
			name: 'growth in per cent that is in points',
			table: 'Навык;До;После;Прирост, %\nа;20;30;10\nб;40;50;10',
			found: ['percent-vs-points | а | Прирост, %', 'percent-vs-points | б | Прирост, %']
		},
		{
			name: 'points that are per cent',
			table: 'Skill,before,after,points\na,20,30,50\nb,40,50,25',
			found: ['percent-vs-points | a | points', 'percent-vs-points | b | points']
		},
		{ name: 'a sum beyond rounding', table: 'row,A,B,C\nx,20,30,50\ny,20,30,45\nz,10,60,30', found: ['sum | y'] },
		{ name: 'a sum that only n proves', table: 'row,A,B,C\nx,20.5,30.5,49\ny,20.5,30.5,48.5', n: 200, found: ['sum | y'] },
		{
			name: 'a share that no count gives',
			table: 'row,A,B,C\nx,20.2,29.8,50\ny,20,30.5,49.5',
			n: 200,
			found: ['granularity | x | A', 'granularity | x | B']
		},
		{ name: 'a printed total', kind: 'count', table: 'g,A,B,Total\nx,20,10,30\ny,15,14,30\nTotal,35,24,60', found: ['sum | y | Total'] },
		{ name: 'a total row', kind: 'count', table: 'g,A,B,C\nx,20,10,5\ny,15,14,5\nTotal,35,25,10', found: ['sum | Total | B'] },
		{ name: 'a row that is not n', kind: 'count', table: 'g,A,B\nx,20,30\ny,25,24\nz,10,40', n: 50, found: ['sum | y'] },
		{
			name: 'half a person, more people than there are',
			kind: 'count',
			table: 'g,A\nx,20.5\ny,61',
			n: 60,
			found: ['granularity | x | A', 'range | y | A']
		},
		{ name: 'the level called medium', table: 'Группа;Высокий;Средний;Низкий\nКГ;24;48;28\nЭГ;30;46;34', found: ['sum | ЭГ'] },
		{ name: 'off the scale', table: 'row,A,B\nx,120,40\ny,60,40', found: ['range | x | A'] },
		{ name: 'a mean off its scale', table: 'row,Low,High,Mean (1–5)\nx,40,60,5.4\ny,30,70,4.1', found: ['range | x | Mean (1–5)'] },
		{ name: 'a column that is no whole', table: 'Level,Before,After\nHigh,20,45\nMedium,50,40\nLow,30,10', found: ['sum | After'] },
		{ name: 'a difference', table: 'c,before:x,after:x,difference\na,62,85,23\nb,58,84,36', found: ['difference | b | difference'] },
		{ name: 'a difference with the wrong sign', table: 'c,before,after,difference\na,62,85,+23\nb,84,58,+26', found: ['difference | b | difference'] },
		{ name: 'times', table: 'c,before,after,fold\na,20,40,2.0\nb,20,30,3.0', found: ['fold | b | fold'] },
		{
			name: 'relative growth that is points',
			table: 'c,before,after,percent change\na,20,30,50\nb,50,60,10',
			found: ['percent-vs-points | b | percent change']
		},
		{ name: 'a row twice', table: 'g,A,B\nteachers,60,40\nheads,55,45\nTeachers ,60,40', found: ['duplicate-row | Teachers'] },
		{ name: 'a name twice', table: 'g,A,B\nteachers,60,40\nheads,55,45\nteachers,70,30', found: ['duplicate-row | teachers'] },
		{ name: 'a blank cell', table: 'g,A,B,C\nx,60,,10\ny,20,30,50', found: ['empty | x | B'] },
		{ name: 'a row without numbers', table: 'g,A,B\nx,60,40\ny,,\nz,55,45', found: ['empty | y'] },
		{ name: 'no numbers', table: 'g,A,B', found: ['empty'] },
		{ name: 'a number cut in two by its comma', table: 'g,A,B\nx,60,40\ny,20,5,79,5', found: ['row-length | y'] },
		{ name: 'a part of the row', table: 'g,before:A,before:B,after:A,after:B\nx,60,40,50,50\ny,60,40,50,40', found: ['sum | y | after'] },
		{
			name: 'a long file',
			table: 'q,a,percent\n1,yes,60\n1,no,40\n2,yes,55\n2,no,40\n3,yes,50\n3,no,50\n4,young,67\n4,old,64\n5,some,20\n5,others,30',
			found: ['sum | 2', 'sum | 4']
		}
	])('$name', ({ found, ...one }) => expect(check(one)).toEqual(found));
});

/** The pilot of SELFIE for TEACHERS in Kazakhstan (Y. Altynsarin National Academy of Education, 2024, section 3), n = 200, as printed. */
describe('the published pilot of 200 teachers', () => {
	const published = (name: string) => readFileSync(path.join(import.meta.dirname, 'published', name), 'utf8');

	it('nothing is wrong in the results of areas 1 to 3', () => {
		for (const n of [200, undefined]) expect(checkStudy(rowsOf(published('selfie-areas-1-3.csv')), { kind: 'percent', n })).toEqual([]);
	});

	it('the text that gave the results of item 1.1.1 in another order is contradicted', () => {
		const table = published('selfie-areas-1-3.csv');
		const values = ['1.1.1,value,A1,,26', '1.1.1,value,A2,,25', '1.1.1,value,B1,,16', '1.1.1,value,unknown,,1', '1.1.2,value,C1,,6.5'];
		const claims = [...values, '1.2.2,largest,A1,,', '1.1.1,sum,C1,C2,20'].join('\n');
		const found = ['A1', 'A2', 'B1', 'unknown'].map((column) => `claim | 1.1.1 | ${column}`);
		expect(check({ name: '', table, n: 200, claims })).toEqual([...found, 'claim | 1.1.2 | C1', 'claim | 1.2.2 | A1']);
	});

	it('five things are wrong in the context questions: counts called per cent, 20.2 % of 200, two rows that do not add up', () => {
		const rows = {
			management: '8 / The management supports integrating digital technologies in teaching and learning',
			training: '8 / My organisation provides training to develop digital competence'
		};
		expect(check({ name: '', table: published('selfie-context.csv'), n: 200 })).toEqual([
			'sum | sample / age',
			'sum | sample / experience (years)',
			`sum | ${rows.management}`,
			`granularity | ${rows.management} | strongly agree`,
			`sum | ${rows.training}`
		]);
	});
});

describe('what a text says', () => {
	const table = 'item,A1,A2,B1,C1,C2\n1.1,25,11.5,43.5,15.5,4.5\n1.2,30,14.5,32.5,12.5,10.5';
	const changes = 'competence,before:share,after:share\nDesign,62,85\nLiteracy,58,84\nICT,54,82';
	it.each<Case>([
		{
			name: 'the same numbers, also rounded', table,
			claims: '1.1,value,A1,,25\n1.1,value,A2,,12\n1.1,value,,C2,4\n1.1,sum,C1,C2,20\n1.2,largest,B1,,',
			found: []
		},
		{ name: 'another number', table, claims: '1.1,value,A1,,26\n1.1,value,A2,,11', found: ['claim | 1.1 | A1', 'claim | 1.1 | A2'] },
		{ name: 'what is not the largest', table, claims: '1.2,largest,A1,,30', found: ['claim | 1.2 | A1'] },
		{ name: 'a wrong sum', table, claims: '1.1,sum,C1,C2,22', found: ['sum | 1.1 | C1–C2'] },
		{
			name: 'right changes',
			table: changes,
			claims: 'Design,difference,before,after,23\nICT,points,before:share,after:share,+28\nDesign,percent,before,after,37\nLiteracy,fold,58,84,"1,4"',
			found: []
		},
		{ name: 'points called per cent', table: changes, claims: 'Design,percent,before,after,23', found: ['percent-vs-points | Design | after:share'] },
		{ name: 'per cent called points', table: changes, claims: 'Design,points,before,after,37', found: ['percent-vs-points | Design | after:share'] },
		{ name: 'a change that is none', table: changes, claims: 'ICT,difference,before,after,12', found: ['difference | ICT | after:share'] },
		{ name: 'times that are none', table: changes, claims: 'ICT,fold,before,after,2.5', found: ['fold | ICT | after:share'] },
		{
			name: 'names and numbers that the table does not have',
			table: changes,
			claims: 'Art,value,before,,5\nICT,value,then,,5\nICT,difference,50,82,32',
			found: ['claim', 'claim | ICT', 'claim | ICT']
		}
	])('$name', ({ found, ...one }) => expect(check(one)).toEqual(found));

	it.each([
		['row,kind,from,to\n', 'claims.header'],
		['row,kind,from,to,value\na,guess,b,c,1', 'claims.kind'],
		['row,kind,from,to,value\na,value,b,c,much', 'claims.value']
	])('a file of claims that can not be read: %j', (text, code) => expect(() => readClaims(rowsOf(text))).toThrow(code));
});
