"""The least developed countries, to count how often their offers are shown; no country enters a text or a score.

Source: list of the United Nations Committee for Development Policy (policy.desa.un.org), as this project keeps it,
dated, in `fixtures/reference/memberships.csv`. Membership as of 2026-11-22: 44 countries. Bangladesh, the Lao
People's Democratic Republic and Nepal are in it until the day that the General Assembly set (2026-11-24).
Initiatives of earlier years are counted by this one day.
"""

AS_OF = "2026-11-22"

_CODES = (
    "AFG AGO BDI BEN BFA BGD CAF COD COM DJI ERI ETH GIN GMB GNB HTI KHM KIR LAO LBR LSO MDG MLI MMR MOZ MRT MWI NER "
    "NPL RWA SDN SEN SLB SLE SOM SSD TCD TGO TLS TUV TZA UGA YEM ZMB"
)

LEAST_DEVELOPED = frozenset(_CODES.split())
"""ISO 3166-1 alpha-3 codes."""
