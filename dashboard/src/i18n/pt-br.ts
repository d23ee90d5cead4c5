/** Every sentence of the page in Brazilian Portuguese: the reference that the other languages must match. */
export const ptBr = {
  product: "Realtime Analytics Hub",
  skip: "Ir para o conteúdo",
  platforms: { amazon: "Amazon", mercado_livre: "Mercado Livre", shopee: "Shopee" } as Record<string, string>,
  allPlatforms: "Todas as plataformas",

  navigation: {
    label: "Páginas",
    pages: {
      now: "Agora",
      alerts: "Alertas",
      history: "Histórico",
      reconciliation: "Conciliação",
      quarantine: "Quarentena",
      health: "Saúde",
    },
  },
  signOut: "Sair",
  noSuchPage: {
    title: "Esta página não existe",
    body: "O endereço não leva a lugar nenhum. Confira-o ou comece pelos números de agora.",
    action: "Ver os números de agora",
  },

  controls: {
    language: "Idioma",
    theme: "Tema",
    themes: { system: "Do sistema", light: "Claro", dark: "Escuro" },
  },

  connection: {
    label: "Conexão",
    states: {
      connecting: "Conectando",
      "warming-up": "Aquecendo",
      live: "Ao vivo",
      stale: "Sem novidades",
      degraded: "Lago indisponível",
      waiting: "Desconectado",
      refused: "Sem acesso",
    },
    retry: "Tentar agora",
    retryIn: (wait: string) => `nova tentativa em ${wait}`,
    updated: (age: string) => `atualizado há ${age}`,
    staleHint: (age: string) =>
      `Nada chega ao lago há ${age}. Os números abaixo são os últimos conhecidos; veja o DAG “stream” no Airflow.`,
    waitingHint:
      "O servidor não responde. Os números abaixo são os últimos conhecidos e voltam a andar sozinhos quando ele voltar.",
    degradedHint: "O servidor não consegue ler o lago. Os números abaixo são os últimos conhecidos.",
  },

  gate: {
    "signed-out": {
      title: "Entre para ver os números",
      body: "Sua sessão terminou ou ainda não começou. Abra o link de acesso que “hub up” mostra, ou entre com sua conta.",
      action: "Entrar",
    },
    forbidden: {
      title: "Sua conta não pode ver este painel",
      body: "Peça a quem administra o hub o papel “viewer”, ou entre com outra conta.",
      action: "Entrar com outra conta",
    },
  },

  warmingUp: {
    title: "Aquecendo",
    body: "O fluxo está começando a ler as vendas. O primeiro número aparece aqui sozinho, em geral em menos de um minuto.",
  },

  failure: {
    title: "Não foi possível carregar esta parte",
    retry: "Tentar de novo",
  },
  outdated: (when: string) => `Valores de ${when}: não foi possível atualizar.`,
  loading: "Carregando",

  revenue: {
    title: "Receita",
    todayOn: (day: string) => `Hoje, ${day}`,
    lastSeconds: "Últimos 60 s",
    provisional: "provisório",
    lastMinutes: (minutes: number) => `Últimos ${minutes} min`,
    orders: "Pedidos",
    units: "Unidades",
    views: "Visualizações",
    shares: "Participação de cada plataforma na receita de hoje",
    otherCurrencies: "Em outras moedas",
  },

  chart: {
    title: "Receita por minuto, últimas 2 horas",
    empty: "Nenhuma venda nas últimas 2 horas.",
    describe: (total: string, best: string, at: string) =>
      `Soma de ${total} nas últimas 2 horas; o melhor minuto foi ${at}, com ${best}.`,
    slider: "Minuto do gráfico",
    seam: "costura: até aqui, conciliado",
    seamShort: "conciliado até aqui",
    showTable: "Ver os números em tabela",
    caption: "Receita por minuto e plataforma, do mais novo ao mais antigo",
    minute: "Minuto",
    total: "Total",
  },

  products: {
    title: "Mais vendidos hoje",
    product: "Produto",
    platform: "Plataforma",
    units: "Unidades",
    revenue: "Receita",
    empty: "Nenhum produto vendido hoje.",
  },

  stock: {
    title: "Estoque",
    product: "Produto",
    quantity: "Saldo",
    low: "baixo",
    out: "esgotado",
    summary: (low: string, threshold: string, all: string) => `${low} de ${all} abaixo de ${threshold}`,
    empty: "Nenhum saldo de estoque recebido ainda.",
    noneLow: (threshold: string) => `Nenhum saldo abaixo de ${threshold}.`,
    all: "Todos os saldos",
    onlyLow: "Saldos baixos",
    showAll: "Ver todos os saldos",
    showLow: "Ver só os baixos",
    truncated: (count: string) => `Os ${count} saldos mais baixos.`,
  },

  alerts: {
    title: "Alertas",
    empty: "Nenhum alerta. Vendas acima do limite e estoques baixos aparecem aqui.",
    types: {
      LOW_STOCK: "Estoque baixo",
      HIGH_STOCK: "Estoque alto",
      LOW_TICKET: "Venda baixa",
      HIGH_TICKET: "Venda alta",
      LOW_QUANTITY: "Poucas peças",
      HIGH_QUANTITY: "Muitas peças",
      LOW_PRICE: "Preço baixo",
      HIGH_PRICE: "Preço alto",
      LOW_REFUND: "Devolução baixa",
      HIGH_REFUND: "Devolução alta",
    } as Record<string, string>,
    historical: "histórico",
    lowStock: (product: string, quantity: string) => `${product}: restam ${quantity}`,
    soldOut: (product: string) => `${product}: esgotado`,
    ofMoney: (product: string, amount: string) => `${product}: ${amount}`,
    pieces: (product: string, quantity: string) => `${product}: ${quantity} peças`,
    arrived: (type: string, text: string) => `Novo alerta. ${type}. ${text}`,
  },

  reconciliation: {
    title: "Conciliação",
    none: "Ainda não conciliado",
    noneHint: ["Dispare", "no Airflow para conferir estes números até o centavo."] as [string, string],
    exact: "Confere até o centavo.",
    differs: "O ao vivo e o exato diferem.",
    verdicts: {
      approved: "Aprovado apesar de uma verificação que falhou.",
      rolled_back: "Uma publicação anterior voltou a valer.",
    } as Record<string, string>,
    published: (when: string) => `Publicado em ${when}.`,
    cause: {
      late: "atraso",
      refund: "devolução",
      cancellation: "cancelamento",
      duplicate: "repetição",
      conflict: "conflito",
      beyond_horizon: "repetição além do horizonte",
      contract_change: "mudança de contrato",
      rule_change: "mudança de regra",
      speed_drift: "desvio do ao vivo",
    } as Record<string, string>,
    settled: (share: string) => `${share} dos eventos de hoje já foram conciliados.`,
    open: "Ver a conciliação",
  },

  footer: {
    receipt: "Recibo",
    copy: "Copiar recibo",
    copied: "Recibo copiado",
    freshAsOf: (when: string) => `dados até ${when}`,
    docs: "Documentação da API",
    zone: (zone: string) => `Horários em ${zone}`,
  },
};

export type Messages = typeof ptBr;
