"""Shopee: small sellers, low prices, several units an order, busy at night; some times come without an offset."""

from datetime import datetime
from zoneinfo import ZoneInfo

from generator.profile import Line, Platform


def _item_id(number: int) -> str:
    return f"SHP{10_000_000_000 + number % 90_000_000_000}"


def _order_id(number: int) -> str:
    return f"{number % 10**6:06d}{number >> 32:08X}"


def _written_time(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


SHOPEE = Platform(
    name="shopee",
    event_prefix="SHP",
    share=1.1,
    hours=(
        *(0.55, 0.35, 0.20, 0.13, 0.10, 0.12, 0.22, 0.36),
        *(0.48, 0.56, 0.62, 0.70, 0.80, 0.74, 0.66, 0.64),
        *(0.66, 0.70, 0.78, 0.90, 1.00, 1.00, 0.95, 0.78),
    ),
    events={"sale": 30, "stock_update": 11, "product_view": 59},
    lines=(
        Line("Acessórios", {"Capinha anti-impacto": 19, "Película de vidro": 14, "Cabo USB-C 2 m": 24}, 3.0, sellers=3),
        Line("Moda", {"Camiseta básica": 34, "Legging fitness": 49, "Tênis casual": 89}, 2.4, sellers=3),
        Line("Beleza", {"Sérum facial": 39, "Paleta de sombras": 29, "Escova secadora": 129}, 2.2, sellers=2),
        Line("Cozinha", {"Jogo de potes": 59, "Mixer portátil": 79, "Garrafa térmica 1 L": 69}, 1.8, sellers=2),
        Line(
            "Eletrônicos", {"Smartwatch": 149, "Caixa de som Bluetooth": 119, "Projetor portátil": 449}, 1.0, sellers=2
        ),
        Line("Celulares", {"Poco X6": 1549, "Realme 12 Pro": 1899, "iPhone 13 seminovo": 2699}, 0.4),
    ),
    cents=0,
    quantities={1: 58, 2: 22, 3: 11, 4: 5, 5: 3, 10: 1},
    regions={"Sudeste": 42, "Nordeste": 27, "Sul": 13, "Norte": 10, "Centro-Oeste": 8},
    payments={"pix": 58, "credit_card": 29, "boleto": 9, "debit_card": 4},
    referrers={"App_Push": 34, "TikTok": 22, "Instagram": 18, "Direct": 18, "Google_Ads": 8},
    devices={"Mobile": 91, "Desktop": 6, "Tablet": 3},
    warehouses=("SP-03", "PR-01"),
    signed_in=0.85,
    product_id=_item_id,
    order_id=_order_id,
    written_time=_written_time,
    without_offset=0.125,
)
