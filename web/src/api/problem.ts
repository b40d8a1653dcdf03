/** One mistake inside a refused input. */
export interface FieldMistake {
  index?: number;
  id?: number | null;
  field?: string | null;
  code: string;
  message: string;
  value?: unknown;
  /** Where in a formula it is: line and column from 1, the stretch in characters from 0. */
  line?: number;
  column?: number;
  start?: number;
  end?: number;
}

/** One cell that somebody else changed first. */
export interface CellConflict {
  index: number;
  id: number;
  /** Where it is and what it is called, when told. */
  table?: string;
  title?: string;
  field: string;
  yours: unknown;
  theirs: unknown;
  version: number;
  by?: { id: number; name: string } | string | null;
  at?: string | null;
}

interface ProblemBody {
  status: number;
  code: string;
  title?: string;
  detail?: string;
  errors?: FieldMistake[];
  conflicts?: CellConflict[];
}

/** A refusal by the server (or the network) with the sentence a person should read. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: FieldMistake[];
  readonly conflicts: CellConflict[];
  /** Everything that the refusal tells besides. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(body: ProblemBody) {
    super(body.detail || body.title || body.code);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.errors = body.errors ?? [];
    this.conflicts = body.conflicts ?? [];
    this.body = { ...body };
  }

  /** True when the request never reached the server. */
  get offline(): boolean {
    return this.code === "offline";
  }
}

/** The body of allauth's answers that refuse something. */
interface AllauthBody {
  errors?: { message: string; code: string; param?: string }[];
}

/** Reads the error out of a refused answer, whoever wrote it. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => "");
  const body = parse(text);
  if (body && typeof body.code === "string") {
    return new Problem({ ...(body as unknown as ProblemBody), status: response.status });
  }
  const allauth = body as AllauthBody | null;
  const first = allauth?.errors?.[0];
  if (first) {
    return new Problem({
      status: response.status,
      code: first.code,
      detail: first.message,
      errors: allauth?.errors?.map((one) => ({
        field: one.param ?? null,
        code: one.code,
        message: one.message,
      })),
    });
  }
  return new Problem({ status: response.status, code: `http.${response.status}` });
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === "object" ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
