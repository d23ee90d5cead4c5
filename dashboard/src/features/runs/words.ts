import type { Words } from "../../i18n/words";

const ptBr = {
  outcomes: {
    queued: "na fila",
    running: "em andamento",
    waiting_for_approval: "espera por uma pessoa",
    published: "publicado",
    nothing_new: "nada de novo",
    planned: "simulado",
    done: "terminado",
    rejected: "recusado por uma pessoa",
    failed: "falhou",
  },
  says: {
    queued: "O Airflow começa assim que houver lugar.",
    running: "Os números continuam servidos enquanto isso.",
    waiting_for_approval: "Uma verificação falhou. Nada foi publicado; uma pessoa decide no Airflow.",
    published: "A nova publicação está em vigor.",
    nothing_new: "Nada chegou desde a última publicação.",
    planned: "Nada foi escrito. O plano está no Airflow.",
    done: "A execução terminou sem erros.",
    rejected: "Os números de antes continuam em vigor.",
    failed: "Os números de antes continuam em vigor. O registro da tarefa no Airflow diz o motivo.",
  },
  started: (when: string) => `começou às ${when}`,
  lasted: (time: string) => `durou ${time}`,
  tasks: "Tarefas",
  airflow: "Ver no Airflow",
  failed: (checks: string) => `Verificações que falharam: ${checks}.`,
};

const en: typeof ptBr = {
  outcomes: {
    queued: "queued",
    running: "running",
    waiting_for_approval: "waits for a person",
    published: "published",
    nothing_new: "nothing new",
    planned: "simulated",
    done: "done",
    rejected: "rejected by a person",
    failed: "failed",
  },
  says: {
    queued: "Airflow begins as soon as there is room.",
    running: "The numbers stay served meanwhile.",
    waiting_for_approval: "A check failed. Nothing was published; a person decides in Airflow.",
    published: "The new publication is in effect.",
    nothing_new: "Nothing has arrived since the last publication.",
    planned: "Nothing was written. The plan is in Airflow.",
    done: "The run ended without errors.",
    rejected: "The numbers of before stay in effect.",
    failed: "The numbers of before stay in effect. The task’s log in Airflow says why.",
  },
  started: (when) => `started at ${when}`,
  lasted: (time) => `took ${time}`,
  tasks: "Tasks",
  airflow: "See it in Airflow",
  failed: (checks) => `Checks that failed: ${checks}.`,
};

export const words: Words<typeof ptBr> = { "pt-BR": ptBr, en };
