/** What the values of a field behave like: of a computed field (formula, lookup, roll-up) the type of its result. */

interface Behaving {
  readonly type: string;
  readonly config?: Readonly<Record<string, unknown>> | null;
}

/** The type by which a field is painted, measured and shown. */
export function behaviour(field: Behaving): string {
  const as = field.config?.as;
  return typeof as === "string" ? as : field.type;
}
