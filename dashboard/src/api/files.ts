/** The address of a report as CSV, with the parameters that it was asked with. */
export function csvAddress(report: string, asked: object): string {
  const parameters = Object.entries({ ...asked, format: "csv" }).map(([name, value]) => [
    name,
    String(value),
  ]);
  return `/api/reports/${report}/?${new URLSearchParams(parameters)}`;
}
