import type { Words } from "../../i18n/words";

const ptBr = {
  lead: "O ao vivo e o exato são contados por dois caminhos. Aqui se vê até onde já foram comparados, o que diferiu e por quê.",

  seam: {
    title: "Costura",
    none: "Ainda não houve conciliação: todos os números vêm da visão ao vivo.",
    number: "Lote da costura",
    numberHint: "Até ele responde a visão exata; depois dele, a ao vivo.",
    waiting: "Lotes depois dela",
    published: "Publicada",
    settled: "Eventos de hoje já conciliados",
    verdict: "Veredito",
    bar: (settled: string, open: string) => `${settled} dos eventos de hoje conciliados, ${open} só ao vivo`,
    behind: "conciliado",
    past: "só ao vivo",
  },
  action: {
    start: "Conciliar agora",
    hint: "Confere tudo o que chegou até agora e publica o resultado, se ele passar em todas as verificações.",
    viewer:
      "Quem tem o papel “operator” pode conciliar a qualquer hora; a conciliação de cada noite corre sozinha.",
    airflow: "Ver no Airflow",
    reason: "pedida no painel",
  },
  rollBack: {
    ask: "Voltar a esta publicação",
    consequence: (when: string) =>
      `A publicação de ${when} volta a valer para todos, e a próxima conciliação parte dela.`,
    reason: "Motivo (fica registrado na publicação)",
    confirm: "Voltar a ela",
    cancel: "Cancelar",
  },
  verdicts: {
    passed: "passou em tudo",
    approved: "aprovada por uma pessoa",
    rolled_back: "voltou a valer",
    matches: "confere",
  } as Record<string, string>,

  drift: {
    title: "Desvio por causa",
    note: (runs: string) => `soma das ${runs} publicações mais novas`,
    none: "Nenhum desvio: nas publicações abaixo, o ao vivo e o exato conferem até o centavo.",
    cause: "Causa",
    revenue: "Receita a mais no ao vivo",
    runs: "Publicações",
  },

  publications: {
    title: "Publicações",
    empty: "Nenhuma publicação ainda. A primeira conciliação publica a primeira.",
    inEffect: "em vigor",
    seam: (seam: string) => `costura ${seam}`,
    events: (events: string) => `${events} eventos`,
    exact: "Confere até o centavo",
    by: (actor: string) => `por ${actor}`,
    checks: (passed: string, all: string) => `${passed} de ${all} verificações passaram`,
    details: "Verificações, eventos e versões",
    versions: (silver: string, sales: string, products: string) =>
      `Versões: silver ${silver}, vendas ${sales}, produtos ${products}.`,
    passed: "passou",
    failed: "falhou",
    eventsOf: (cause: string, platform: string) => `${cause}, ${platform}`,
    leftOut: (count: string) => `e mais ${count}`,
    more: "Só as 50 publicações mais novas estão aqui; a API tem todas.",
  },
  checks: {
    ranges_are_adjacent: "As faixas de offsets são contíguas",
    hash_chain_holds: "A cadeia de hashes está inteira",
    records_are_counted: "Cada registro está no bronze ou na quarentena",
    offsets_are_explained: "Cada lacuna tem explicação",
    first_arrivals: "Primeiras chegadas e repetições",
    corrections_fit_their_sales: "As correções cabem em suas vendas",
    batch_equals_speed: "O exato é igual ao ao vivo, salvo causas conhecidas",
    batch_equals_recount: "O exato é igual à recontagem",
    products_equal_sales: "Produtos somam o mesmo que vendas",
  } as Record<string, string>,
};

const en: typeof ptBr = {
  lead: "The live view and the exact one are counted on two ways. Here you see how far they have been compared, what differed, and why.",

  seam: {
    title: "Seam",
    none: "There has been no reconciliation yet: every number comes from the live view.",
    number: "Batch of the seam",
    numberHint: "Up to it the exact view answers, past it the live one.",
    waiting: "Batches past it",
    published: "Published",
    settled: "Today’s events that are reconciled",
    verdict: "Verdict",
    bar: (settled, open) => `${settled} of today’s events reconciled, ${open} only live`,
    behind: "reconciled",
    past: "only live",
  },
  action: {
    start: "Reconcile now",
    hint: "Checks everything that has arrived by now, and publishes the result if it passes every check.",
    viewer: "Whoever has the role “operator” can reconcile at any time; the nightly one runs by itself.",
    airflow: "See it in Airflow",
    reason: "asked for in the dashboard",
  },
  rollBack: {
    ask: "Roll back to this publication",
    consequence: (when) =>
      `The publication of ${when} is in effect again for everybody, and the next reconciliation goes on from it.`,
    reason: "Reason (kept with the publication)",
    confirm: "Roll back to it",
    cancel: "Cancel",
  },
  verdicts: {
    passed: "passed every check",
    approved: "approved by a person",
    rolled_back: "in effect again",
    matches: "matches",
  },

  drift: {
    title: "Drift by cause",
    note: (runs) => `sum of the ${runs} newest publications`,
    none: "No drift: in the publications below, live and exact match to the cent.",
    cause: "Cause",
    revenue: "Revenue too much in the live view",
    runs: "Publications",
  },

  publications: {
    title: "Publications",
    empty: "No publication yet. The first reconciliation publishes the first one.",
    inEffect: "in effect",
    seam: (seam) => `seam ${seam}`,
    events: (events) => `${events} events`,
    exact: "Matches to the cent",
    by: (actor) => `by ${actor}`,
    checks: (passed, all) => `${passed} of ${all} checks passed`,
    details: "Checks, events and versions",
    versions: (silver, sales, products) =>
      `Versions: silver ${silver}, sales ${sales}, products ${products}.`,
    passed: "passed",
    failed: "failed",
    eventsOf: (cause, platform) => `${cause}, ${platform}`,
    leftOut: (count) => `and ${count} more`,
    more: "Only the 50 newest publications are here; the API has all of them.",
  },
  checks: {
    ranges_are_adjacent: "The ranges of offsets are adjacent",
    hash_chain_holds: "The chain of hashes holds",
    records_are_counted: "Every record is in bronze or in quarantine",
    offsets_are_explained: "Every gap is explained",
    first_arrivals: "First arrivals and repeats",
    corrections_fit_their_sales: "Corrections fit their sales",
    batch_equals_speed: "Exact equals live but for known causes",
    batch_equals_recount: "Exact equals the recount",
    products_equal_sales: "Products add up to the same as sales",
  },
};

export const words: Words<typeof ptBr> = { "pt-BR": ptBr, en };
