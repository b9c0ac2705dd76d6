import type { Locale } from '#platform/locale.ts';

/** What actions are called, by action. Each context has the words of its own; the front door puts them together (`src/audit-words.ts`). */
export type AuditWords = Readonly<Record<string, (parameters: Record<string, never>, options: { locale: Locale }) => string>>;
