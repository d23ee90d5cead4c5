import type { Words } from "../../i18n/words";

const ptBr = {
  lead: "O que está de pé, o quanto o fluxo está adiantado e onde olhar quando algo não anda.",
  components: "Componentes",
  names: {
    database: "Banco de dados",
    lake: "Lago",
    stream: "Fluxo",
    page: "Esta página",
  },
  statuses: { live: "funciona", "warming up": "aquecendo", degraded: "com problema" } as Record<
    string,
    string
  >,
  says: {
    database: { live: "Contas, sessões e regras podem ser lidas." },
    lake: (ms: string, at: string) => `Lido pela última vez às ${at}, em ${ms} ms.`,
    stream: (age: string) => `O lote inteiro mais novo tem ${age}.`,
    streamCold: "Nenhum lote inteiro chegou ainda.",
  },
  stream: {
    title: "Fluxo",
    age: "Idade do lote mais novo",
    fresh: "Chegou em",
    seq: "Lote mais novo",
    lag: "Lotes à frente da costura",
    lagHint: "O que a próxima conciliação terá de contar.",
  },
  tables: {
    title: "Tabelas do lago",
    table: "Tabela",
    version: "Versão lida",
    missing: "ainda não existe",
  },
  links: {
    title: "Onde olhar",
    dags: {
      stream: "O fluxo: lê o Kafka e escreve a visão ao vivo",
      reconcile: "A conciliação de cada noite",
      watchdog: "O vigia: diz se o fluxo está parado",
      maintain: "Compactação e limpeza semanais",
      audit: "A auditoria semanal",
      replay: "Reenvio da quarentena",
    },
    docs: "A API, para ler e experimentar",
  },
  version: (service: string, version: string) => `${service} ${version}`,
};

const en: typeof ptBr = {
  lead: "What is up, how far the stream has come, and where to look when something does not move.",
  components: "Components",
  names: {
    database: "Database",
    lake: "Lake",
    stream: "Stream",
    page: "This page",
  },
  statuses: { live: "works", "warming up": "warming up", degraded: "in trouble" },
  says: {
    database: { live: "Accounts, sessions and rules can be read." },
    lake: (ms, at) => `Read last at ${at}, in ${ms} ms.`,
    stream: (age) => `The newest whole batch is ${age} old.`,
    streamCold: "No whole batch has come in yet.",
  },
  stream: {
    title: "Stream",
    age: "Age of the newest batch",
    fresh: "Came in",
    seq: "Newest batch",
    lag: "Batches past the seam",
    lagHint: "What the next reconciliation will have to count.",
  },
  tables: {
    title: "Tables of the lake",
    table: "Table",
    version: "Version read",
    missing: "does not exist yet",
  },
  links: {
    title: "Where to look",
    dags: {
      stream: "The stream: reads Kafka and writes the live view",
      reconcile: "The reconciliation of each night",
      watchdog: "The watchdog: says whether the stream stands still",
      maintain: "Weekly compaction and cleaning",
      audit: "The weekly audit",
      replay: "Sending the quarantine again",
    },
    docs: "The API, to read and to try",
  },
  version: (service, version) => `${service} ${version}`,
};

export const words: Words<typeof ptBr> = { "pt-BR": ptBr, en };
