"""Places that people ask for although a feed may not have them: Alberta's towns, cities around.

Called by `naming` and `scope`; what a feed has is told by the feed.
"""

from __future__ import annotations

from core.waits.asking.asked import Point

_SPOTS = {
    "Airdrie": (51.29, -114.01),
    "Banff": (51.18, -115.57),
    "Bassano": (50.78, -112.47),
    "Beaumont": (53.36, -113.41),
    "Beaverlodge": (55.21, -119.43),
    "Blackfalds": (52.38, -113.79),
    "Black Diamond": (50.69, -114.24),
    "Bon Accord": (53.84, -113.41),
    "Bow Island": (49.87, -111.38),
    "Bowden": (51.93, -114.03),
    "Bragg Creek": (50.95, -114.57),
    "Brooks": (50.56, -111.90),
    "Bruderheim": (53.80, -112.93),
    "Calmar": (53.27, -113.81),
    "Camrose": (53.02, -112.83),
    "Canmore": (51.09, -115.36),
    "Cardston": (49.20, -113.30),
    "Carstairs": (51.56, -114.10),
    "Chestermere": (51.04, -113.82),
    "Claresholm": (50.03, -113.58),
    "Coaldale": (49.72, -112.62),
    "Cochrane": (51.19, -114.47),
    "Crossfield": (51.43, -114.03),
    "Devon": (53.36, -113.73),
    "Diamond Valley": (50.68, -114.25),
    "Didsbury": (51.66, -114.13),
    "Drayton Valley": (53.22, -114.98),
    "Drumheller": (51.46, -112.71),
    "Fort Macleod": (49.73, -113.40),
    "Fort Saskatchewan": (53.71, -113.21),
    "Gibbons": (53.83, -113.33),
    "High River": (50.58, -113.87),
    "Hythe": (55.33, -119.55),
    "Innisfail": (52.03, -113.95),
    "Irricana": (51.32, -113.61),
    "Kananaskis": (50.92, -115.13),
    "Lacombe": (52.47, -113.74),
    "Lamont": (53.76, -112.78),
    "Langdon": (50.97, -113.68),
    "Leduc": (53.26, -113.55),
    "Magrath": (49.42, -112.87),
    "Millet": (53.10, -113.47),
    "Morinville": (53.80, -113.65),
    "Nanton": (50.35, -113.77),
    "Okotoks": (50.73, -113.98),
    "Olds": (51.79, -114.11),
    "Onoway": (53.70, -114.20),
    "Penhold": (52.13, -113.87),
    "Picture Butte": (49.87, -112.78),
    "Ponoka": (52.68, -113.58),
    "Raymond": (49.46, -112.65),
    "Redcliff": (50.08, -110.78),
    "Redwater": (53.95, -113.11),
    "Rimbey": (52.64, -114.23),
    "Rocky Mountain House": (52.38, -114.92),
    "Sexsmith": (55.35, -118.78),
    "Sherwood Park": (53.54, -113.30),
    "Spruce Grove": (53.54, -113.91),
    "St. Albert": (53.63, -113.63),
    "Stettler": (52.32, -112.71),
    "Stony Plain": (53.53, -114.01),
    "Strathmore": (51.04, -113.40),
    "Sundre": (51.80, -114.64),
    "Sylvan Lake": (52.31, -114.10),
    "Taber": (49.79, -112.15),
    "Three Hills": (51.70, -113.27),
    "Tofield": (53.37, -112.67),
    "Turner Valley": (50.67, -114.28),
    "Vegreville": (53.50, -112.05),
    "Vulcan": (50.40, -113.25),
    "Wabamun": (53.56, -114.48),
    "Wembley": (55.16, -119.14),
    "Westlock": (54.15, -113.85),
    "Wetaskiwin": (52.97, -113.37),
}
"""Latitude and longitude in degrees: of the towns that may lie near one of a feed's sites."""

_FAR = tuple(
    name.strip()
    for name in """Athabasca|Barrhead|Bonnyville|Boyle|Cold Lake|Consort|Coronation|Crowsnest Pass|Daysland|Edson
    |Elk Point|Elnora|Exshaw|Fairview|Fort Vermilion|Fox Creek|Grande Cache|Grimshaw|Hanna|Hardisty|High Level
    |High Prairie|Hinton|Jasper|Killam|Lac La Biche|Lake Louise|Lloydminster|Manning|Mayerthorpe|McLennan
    |Milk River|Oyen|Peace River|Pincher Creek|Provost|Rainbow Lake|Slave Lake|Smoky Lake|Spirit River|St Paul
    |St Theresa|Swan Hills|Trochu|Two Hills|Valleyview|Vermilion|Viking|Wabasca|Wainwright|Whitecourt
    |University of Calgary|University of Lethbridge|Royal University Hospital|Vancouver|Saskatoon|Regina|Toronto|Winnipeg|Kelowna|Kamloops|Cranbrook""".split(
        "|"
    )
)

CITIES = frozenset(
    "Calgary|Edmonton|Red Deer|Lethbridge|Medicine Hat|Grande Prairie|Fort McMurray".split("|")
)
"""Which nobody takes for anything else, whether or not the feed has them."""

ELSEWHERE = (*CITIES, *_SPOTS, *_FAR)


def spot_of(name: str) -> Point | None:
    """Where a town lies; None for one that is far from every site, or not known."""
    spot = _SPOTS.get(name)
    return Point(name, *spot) if spot else None
