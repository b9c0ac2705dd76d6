import type { openApiDocument } from './api.ts';

/** One operation of the API, as the reference page shows it. */
export interface DescribedOperation {
	readonly id: string;
	readonly method: string;
	readonly path: string;
	readonly tag: string;
	readonly summary: string;
	readonly description: string;
	readonly needsCode: boolean;
	readonly parameters: readonly {
		readonly name: string;
		readonly place: string;
		readonly isRequired: boolean;
		readonly type: string;
		readonly description: string;
	}[];
	readonly body: readonly { readonly name: string; readonly isRequired: boolean; readonly type: string; readonly description: string }[];
	readonly answers: readonly { readonly status: string; readonly description: string; readonly types: readonly string[] }[];
}

interface Schema {
	readonly type?: string | readonly string[];
	readonly enum?: readonly unknown[];
	readonly format?: string;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
}

function nameType(schema: Schema): string {
	if (schema.enum !== undefined) return schema.enum.map(String).join(' | ');
	const type = typeof schema.type === 'string' ? schema.type : (schema.type ?? ['object']).join(' | ');
	return schema.format === undefined ? type : `${type} (${schema.format})`;
}

interface Operation {
	readonly tags?: readonly string[];
	readonly summary?: string;
	readonly description?: string;
	readonly security?: readonly unknown[];
	readonly parameters?: readonly {
		readonly name: string;
		readonly in: string;
		readonly required?: boolean;
		readonly schema?: Schema;
		readonly description?: string;
	}[];
	readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
	readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, unknown>> }>>;
}

/** The operations of an OpenAPI document, in its order: one source for machines and for readers. */
export function describeApi(document: ReturnType<typeof openApiDocument>): DescribedOperation[] {
	const paths = (document.paths ?? {}) as unknown as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	return Object.entries(paths).flatMap(([path, operations]) =>
		Object.entries(operations).map(([method, operation]) => {
			const body = operation.requestBody?.content?.['application/json']?.schema;
			return {
				id: `${method}-${path.replace(/\W+/g, '-').replace(/^-|-$/g, '')}`,
				method: method.toUpperCase(),
				path,
				tag: operation.tags?.[0] ?? '',
				summary: operation.summary ?? '',
				description: operation.description ?? '',
				needsCode: (operation.security ?? []).length > 0,
				parameters: (operation.parameters ?? []).map((parameter) => ({
					name: parameter.name,
					place: parameter.in,
					isRequired: parameter.required === true,
					type: nameType(parameter.schema ?? {}),
					description: parameter.description ?? parameter.schema?.description ?? ''
				})),
				body: Object.entries(body?.properties ?? {}).map(([name, schema]) => ({
					name,
					isRequired: body?.required?.includes(name) === true,
					type: nameType(schema),
					description: schema.description ?? ''
				})),
				answers: Object.entries(operation.responses ?? {})
					.filter(([status]) => status !== 'default')
					.map(([status, response]) => ({ status, description: response.description ?? '', types: Object.keys(response.content ?? {}) }))
			};
		})
	);
}
