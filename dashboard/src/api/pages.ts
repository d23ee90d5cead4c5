/** The cursor in the address of a next page; nothing on the last page. */
export function cursorOf(next: string | null): string | undefined {
  return next ? (new URL(next).searchParams.get("cursor") ?? undefined) : undefined;
}
