/** The parts of `GET /api/health/`, as docs/reference/rest.md describes them. */
export interface Components {
  database: Component;
  lake: Component & {
    refreshed_at?: string;
    refresh_ms?: string;
    tables?: Record<string, number | null>;
  };
  stream: Component & { ingest_seq?: number; fresh_as_of?: string | null; age_seconds?: string | null };
}

export interface Component {
  status: string;
  message?: string;
}
