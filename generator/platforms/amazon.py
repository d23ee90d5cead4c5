"""Amazon: brand goods at high prices, sold over the day, times in UTC with microseconds."""

from datetime import datetime
from zoneinfo import ZoneInfo

from generator.profile import Line, Platform

_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _asin(number: int) -> str:
    characters = []
    for _ in range(8):
        number, digit = divmod(number, 36)
        characters.append(_BASE_36[digit])
    return "B0" + "".join(characters)


def _order_id(number: int) -> str:
    digits = f"{number % 10**14:014d}"
    return f"701-{digits[:7]}-{digits[7:]}"


def _written_time(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z"


AMAZON = Platform(
    name="amazon",
    event_prefix="AMZ",
    share=1.0,
    hours=(
        *(0.35, 0.22, 0.15, 0.12, 0.12, 0.18, 0.32, 0.50),
        *(0.68, 0.82, 0.92, 0.96, 1.00, 0.98, 0.92, 0.88),
        *(0.86, 0.84, 0.86, 0.92, 0.97, 0.94, 0.78, 0.55),
    ),
    events={"sale": 26, "stock_update": 9, "product_view": 65},
    lines=(
        Line("Casa inteligente", {"Echo Dot 5ª geração": 429, "Echo Show 8": 999, "Fire TV Stick 4K": 449}, 2.4),
        Line("Livros", {"Torto Arado": 59, "A Hora da Estrela": 42, "Grande Sertão: Veredas": 98}, 2.8),
        Line("Fones", {"Sony WH-1000XM5": 2199, "JBL Tune 510": 249, "AirPods Pro 2": 1999, "QCY T13": 149}, 1.8),
        Line("E-readers", {"Kindle 11ª geração": 549, "Kindle Paperwhite": 849, "Kindle Scribe": 2499}, 1.2),
        Line("Smartphones", {"Xiaomi 14": 2899, "Motorola Edge 50": 2399, "Samsung Galaxy S24": 4299}, 0.6),
        Line("Smartphones", {"iPhone 15 Pro": 6799}, 0.3),
        Line("TVs", {'Philco Roku 43"': 1699, 'LG OLED 55"': 4799, 'Samsung QLED 65"': 5299}, 0.3),
        Line("Laptops", {"Acer Nitro 5": 4899, "Lenovo ThinkPad X1": 9899, "MacBook Pro M3": 14499}, 0.2),
    ),
    cents=90,
    quantities={1: 84, 2: 12, 3: 4},
    regions={"Sudeste": 52, "Sul": 17, "Nordeste": 17, "Centro-Oeste": 9, "Norte": 5},
    payments={"credit_card": 62, "pix": 24, "boleto": 8, "debit_card": 6},
    referrers={"Direct": 38, "Google": 26, "Google_Ads": 18, "Email": 11, "Instagram": 7},
    devices={"Desktop": 46, "Mobile": 46, "Tablet": 8},
    warehouses=("SP-01", "MG-03", "PE-02"),
    signed_in=0.75,
    product_id=_asin,
    order_id=_order_id,
    written_time=_written_time,
)
