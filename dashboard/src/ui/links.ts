/** Places outside of the page; the server knows where they really are. */
export const LINKS = {
  reconcile: "/airflow/reconcile/",
  signIn: "/login/",
  apiDocs: "/api/docs/",
};
