"""The marketplaces that are simulated, one module each."""

from generator.platforms.amazon import AMAZON
from generator.platforms.mercado_livre import MERCADO_LIVRE
from generator.platforms.shopee import SHOPEE
from generator.profile import Platform

PLATFORMS: dict[str, Platform] = {platform.name: platform for platform in (AMAZON, MERCADO_LIVRE, SHOPEE)}
