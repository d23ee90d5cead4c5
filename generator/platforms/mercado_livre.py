"""Mercado Livre: own goods beside those of many sellers, busy in the afternoon, times with the local offset."""

from datetime import datetime
from zoneinfo import ZoneInfo

from generator.profile import Line, Platform


def _listing_id(number: int) -> str:
    return f"MLB{1_000_000_000 + number % 9_000_000_000}"


def _order_id(number: int) -> str:
    return str(2_000_000_000_000_000 + number % 10**15)


def _written_time(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="milliseconds")


MERCADO_LIVRE = Platform(
    name="mercado_livre",
    event_prefix="MLB",
    share=1.3,
    hours=(
        *(0.30, 0.18, 0.12, 0.10, 0.10, 0.16, 0.30, 0.48),
        *(0.66, 0.80, 0.90, 0.95, 0.93, 0.95, 1.00, 1.00),
        *(0.97, 0.92, 0.88, 0.90, 0.94, 0.90, 0.72, 0.48),
    ),
    events={"sale": 28, "stock_update": 10, "product_view": 62},
    lines=(
        Line(
            "Ferramentas", {"Furadeira de impacto": 289, "Parafusadeira 12V": 239, "Serra mármore": 459}, 1.6, sellers=2
        ),
        Line("Autopeças", {"Bateria 60Ah": 489, "Pneu 175/70 R13": 329, "Kit de embreagem": 619}, 1.3, sellers=2),
        Line("Esportes", {"Chuteira society": 199, "Bicicleta aro 29": 1399, "Esteira dobrável": 1899}, 1.2, sellers=1),
        Line("Bebês", {"Fralda tamanho G": 79, "Carrinho de passeio": 749, "Cadeira para automóvel": 899}, 1.5),
        Line("Informática", {"SSD NVMe 1 TB": 429, "Monitor 27 polegadas": 1199}, 1.2, sellers=1),
        Line("Informática", {"Placa de vídeo 12 GB": 3899}, 0.4),
        Line("Eletrodomésticos", {"Fritadeira 5 L": 399, "Lava-louças 8 serviços": 2299}, 1.0),
        Line("Eletrodomésticos", {"Geladeira frost free": 4199}, 0.4),
    ),
    cents=99,
    quantities={1: 78, 2: 14, 3: 5, 4: 2, 6: 1},
    regions={"Sudeste": 47, "Nordeste": 21, "Sul": 18, "Centro-Oeste": 8, "Norte": 6},
    payments={"pix": 41, "credit_card": 43, "debit_card": 7, "boleto": 9},
    referrers={"Direct": 44, "Google": 24, "Google_Ads": 12, "Facebook": 12, "Email": 8},
    devices={"Mobile": 64, "Desktop": 32, "Tablet": 4},
    warehouses=("SP-02", "BA-01", "SC-01"),
    signed_in=0.6,
    product_id=_listing_id,
    order_id=_order_id,
    written_time=_written_time,
)
