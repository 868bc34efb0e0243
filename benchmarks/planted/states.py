"""Wrong countries and places."""

import random
import re
from typing import Any, Final

from benchmarks.planted.base import CODE_FIELDS, Plant, Source, planted, swap, values_of
from extractor.evaluate import PlainRecord
from extractor.evaluate.records import SETS, AcceptedPlace
from extractor.gazetteer import capital_of, country_name, folded

# Countries whose names or demonyms are close, or that are mistaken for each other because they are neighbours.
PAIRS: Final = """
    IRN/IRQ AUS/AUT SVK/SVN NER/NGA COG/COD PRK/KOR LBY/LBR DMA/DOM GIN/GNB BLR/RUS TJK/TKM BOL/BRA VEN/ECU
    CUB/CHL NIC/NZL KAZ/KGZ UKR/POL CHN/TWN IND/IDN PAK/BGD SYR/LBN SAU/YEM ARE/OMN QAT/KWT TUR/TKM USA/CAN
    GBR/IRL FRA/BEL DEU/DNK ESP/PRT ITA/GRC ARM/AZE GEO/MDA JPN/THA PHL/PNG VNM/LAO MYS/MDV EGY/ERI ETH/SOM
    KEN/UGA ZAF/ZMB MEX/PER ARG/PRY COL/CRI ISR/JOR UZB/AFG DZA/MAR SRB/MNE HUN/ROU NOR/SWE FIN/EST LVA/LTU
    NLD/LUX
"""
ELSEWHERE: Final = ("NZL", "URY", "ISL", "BWA", "PRY", "LUX", "FJI", "NAM", "SVN", "BTN")
# City and its country; none of them likely in a story that doesn't name it.
CITIES: Final = (
    ("Montevideo", "URY"),
    ("Reykjavik", "ISL"),
    ("Windhoek", "NAM"),
    ("Gaborone", "BWA"),
    ("Thessaloniki", "GRC"),
    ("Gothenburg", "SWE"),
    ("Valparaiso", "CHL"),
    ("Kumasi", "GHA"),
)
NOWHERE: Final = ("Karvandeh", "Port Lanford", "Ostrograd", "Villamonte del Sur", "Nyabiro", "Tashkul")
ALIKE: Final[dict[str, list[str]]] = {}
for _one, _, _other in (pair.partition("/") for pair in PAIRS.split()):
    ALIKE.setdefault(_one, []).append(_other)
    ALIKE.setdefault(_other, []).append(_one)
BYSTANDERS: Final = re.compile(
    r"\b(?:in the presence of|under the auspices of|(?:witness|mediat|broker|facilitat)(?:ed|es|ing)|observers)\b",
    re.IGNORECASE,
)


def element(record: PlainRecord, rng: random.Random) -> tuple[str, int | None] | None:
    """One filled code of the record: its field, and its element where the field is a set."""
    found: list[tuple[str, int | None]] = []
    for field in CODE_FIELDS:
        if field in record.sets:
            found += [(field, at) for at in range(len(record.sets[field]))]
        elif field in record.slots and record.preferred(field) is not None:
            found.append((field, None))
    return rng.choice(found) if found else None


def involved(record: PlainRecord, source: Source) -> set[Any]:
    """Codes that the record or another one told in the same words may have."""
    return {code for other in source.around(record) for field in CODE_FIELDS for code in values_of(other, field)}


def replace_code(record: PlainRecord, code: str | None, where: tuple[str, int | None] | None) -> Plant | None:
    return swap(record, where[0], code, at=where[1]) if code and where else None


def code_at(record: PlainRecord, where: tuple[str, int | None]) -> str:
    field, at = where
    return str(record.sets[field][at or 0][0] if field in SETS else record.preferred(field))


def is_named(code: str, source: Source) -> bool:
    name = folded(country_name(code)).split()
    return code in source.codes or set(name) <= source.words


@planted("another country of the article")
def take_other_country(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = sorted(set(source.codes) - involved(record, source))
    return replace_code(record, rng.choice(found) if found else None, element(record, rng))


@planted("country that the article lacks", invented=True)
def invent_country(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = [code for code in ELSEWHERE if not is_named(code, source)]
    return replace_code(record, rng.choice(found) if found else None, element(record, rng))


@planted("neighbour or namesake of the country", invented=True)
def take_neighbour(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    where = element(record, rng)
    if where is None:
        return None
    code = code_at(record, where)
    near = [other for other in ALIKE.get(code, ()) if not is_named(other, source)]
    return replace_code(record, rng.choice(near) if near else None, where)


@planted("host swapped", on=("meeting",))
def swap_host(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    if record.preferred("host") is None:
        return None
    hosts = {host for other in source.around(record) for host in values_of(other, "host")}
    found = [code for code in values_of(record, "countries") if code not in hosts]
    return swap(record, "host", rng.choice(found)) if found else None


@planted("speaker's country swapped", on=("statement",))
def swap_speaker_country(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    if record.preferred("speaker_country") is None:
        return None
    accepted = {code for other in source.around(record) for code in values_of(other, "speaker_country")}
    spoken = {code for other in source.gold.records for code in values_of(other, "speaker_country")}
    found = sorted(spoken - accepted)
    return swap(record, "speaker_country", rng.choice(found)) if found else None


@planted("witness or mediator as party", on=("agreement",))
def make_witness_party(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    reading = source.analysis.reading
    passages = source.passages(record)
    told = [s.span for s in reading.sentences if any(s.span.overlaps(passage) for passage in passages)]
    standing_by = [span for span in told if BYSTANDERS.search(source.text, *span)]
    found = {side.code for span in standing_by for side in reading.sides_in(span)}
    bound = {code for other in source.around(record) for code in values_of(other, "parties")}
    free = sorted(found - bound)
    return swap(record, "parties", rng.choice(free)) if free else None


def places_around(record: PlainRecord, source: Source) -> tuple[set[str], set[str]]:
    """Folded cities and codes of countries where the record may have happened, by any label of its words."""
    places = [place for other in source.around(record) for place in values_of(other, "place")]
    cities = {folded(city) for place in places for city in place.city if city}
    return cities, {country for place in places for country in place.country if country}


def place(record: PlainRecord, city: str | None, country: str | None) -> Plant:
    wrong = AcceptedPlace((city,) if city else (), (country,) if country else ())
    return swap(record, "place", wrong)


def coded_place(record: PlainRecord) -> AcceptedPlace | None:
    found = record.preferred("place")
    return found if isinstance(found, AcceptedPlace) else None


@planted("another city of the article", on=("agreement", "meeting"))
def take_other_city(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    if coded_place(record) is None:
        return None
    cities, countries = places_around(record, source)
    read = {(found.city, found.country) for found in source.analysis.reading.places if found.city}
    capitals = {(capital_of(code), code) for code in source.codes}
    named = {(city, code) for city, code in capitals if city and set(folded(city).split()) <= source.words}
    # A bare country as the place is right for every city in it.
    known = bool(cities)
    found = sorted(
        (city, country)
        for city, country in read | named
        if city and country and folded(city) not in cities and (known or country not in countries)
    )
    return place(record, *rng.choice(found)) if found else None


@planted("city that the article lacks", on=("agreement", "meeting"), invented=True)
def take_absent_city(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    found = [(city, code) for city, code in CITIES if not set(folded(city).split()) <= source.words]
    return place(record, *rng.choice(found)) if coded_place(record) and found else None


@planted("invented city", on=("agreement", "meeting"), invented=True)
def invent_city(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    coded = coded_place(record)
    return place(record, rng.choice(NOWHERE), next(iter(coded.country), None)) if coded else None


@planted("city in a wrong country", on=("agreement", "meeting"))
def move_city(record: PlainRecord, source: Source, rng: random.Random) -> Plant | None:
    coded = coded_place(record)
    if coded is None or not any(coded.city):
        return None
    countries = places_around(record, source)[1]
    found = sorted(code for code in source.codes if len(code) == 3 and code.isupper() and code not in countries)
    return place(record, coded.city[0], rng.choice(found)) if found and countries else None
