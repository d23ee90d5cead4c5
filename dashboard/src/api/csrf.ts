const NAME = /(?:^|;\s*)hub_csrf_(\d+)=([^;]+)/g;

/** The secret that the server wants to see again with every change; "" when it has given none. */
export function csrfToken(cookies: string = document.cookie, port: string = window.location.port): string {
  const found = [...cookies.matchAll(NAME)];
  // Cookies do not know ports: another stack on this machine has left its own. Behind a proxy the port is another one.
  const own = found.find(([, of]) => of === port) ?? found[0];
  return own?.[2] ?? "";
}
