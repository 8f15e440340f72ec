"""Where facilities are."""

from __future__ import annotations

import pytest

from adapters.wait_times.places import coordinates, town_of


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("1403 29 Street NW, Calgary, Alberta T2N 2T9", "Calgary"),
        ("1403 29 Street NW Calgary, Alberta T2N 2T9", "Calgary"),
        ("201 Boudreau Road, St. Albert, AB", "St. Albert"),
        ("9000 Emerald Drive, Sherwood Park, Alberta", "Sherwood Park"),
        ("4405 South Park Drive; Stony Plain, AB T7Z 2M7", "Stony Plain"),
        ("7 Hospital Street, Fort McMurray, Alberta T9H 1P2", "Fort McMurray"),
        ("1403 29 Street NW, Calgary, Alberta, Canada", "Calgary"),
        ("1403 29 Street NW, Calgary, Alberta T2N 2T9 (Emergency)", "Calgary"),
        ("1403 29 Street NW, Calgary, Alberta, Main Building", "Calgary"),
        ("1403 29 STREET NW, CALGARY, AB", "Calgary"),
        ("1403 29 STREET NW ST. ALBERT, AB", "St. Albert"),
        ("7 Hospital Street, FORT MCMURRAY, AB", "Fort McMurray"),
        ("101 Erie Street South Devon, Alberta", "Devon"),
        ("1 Main Street, Devon, Alta.", "Devon"),
        ("University of Alberta Hospital, 8440 112 Street, Leduc", "Leduc"),
        ("8440 112 Street NW, University of Alberta Hospital", "Edmonton"),
        ("", "Edmonton"),
        ("10240 Kingsway Avenue NW", "Edmonton"),
    ],
)
def test_the_town_is_found_in_the_address(address: str, town: str) -> None:
    """Or it is the region's."""
    assert town_of(address, name="Some Hospital", region="Edmonton") == town


def test_a_known_suburban_site_has_its_town() -> None:
    """Where the address does not say."""
    assert town_of("", name="Sturgeon Community Hospital", region="Edmonton") == "St. Albert"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://www.google.com/maps/search/?api=1&query=51.0645,-114.1343", (51.0645, -114.1343)),
        ("https://m/?query=51.0645%2C%20-114.1343", (51.0645, -114.1343)),
        ("https://m/?api=1&amp;query=51.0645,-114.1343", (51.0645, -114.1343)),
        ("https://m/?query=0,0", (None, None)),
        ("https://m/?query=Foothills", (None, None)),
        ("https://m/?query=151.0,-114.1", (None, None)),
        ("http://[", (None, None)),
        ("", (None, None)),
    ],
)
def test_coordinates_come_from_the_maps_link(
    link: str, found: tuple[float | None, float | None]
) -> None:
    """Or there are none."""
    assert coordinates(link) == found
