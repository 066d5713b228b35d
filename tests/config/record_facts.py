"""The 111 votes as the BD-UNSC data set records them, written down apart from config/record/ so that each checks the other.

Symbol | day | how it came out | in favour-against-abstained-not voting | against | abstained | not voting
"""

import datetime as dt
from dataclasses import dataclass

_FACTS = """
S/2007/14 | 2007-01-12 | vetoed by CHN RUS | 9-3-3-0 | CHN RUS ZAF | COG IDN QAT
S/2008/447 | 2008-07-11 | vetoed by CHN RUS | 9-5-1-0 | CHN LBY RUS VNM ZAF | IDN
S/2009/310 | 2009-06-15 | vetoed by RUS | 10-1-4-0 | RUS | CHN LBY UGA VNM
S/2011/24 | 2011-02-18 | vetoed by USA | 14-1-0-0 | USA
S/RES/1970(2011) | 2011-02-26 | adopted | 15-0-0-0
S/RES/1973(2011) | 2011-03-17 | adopted | 10-0-5-0 |  | BRA CHN DEU IND RUS
S/RES/1975(2011) | 2011-03-30 | adopted | 15-0-0-0
S/2011/612 | 2011-10-04 | vetoed by CHN RUS | 9-2-4-0 | CHN RUS | BRA IND LBN ZAF
S/2012/77 | 2012-02-04 | vetoed by CHN RUS | 13-2-0-0 | CHN RUS
S/2012/538 | 2012-07-19 | vetoed by CHN RUS | 11-2-2-0 | CHN RUS | PAK ZAF
S/RES/2118(2013) | 2013-09-27 | adopted | 15-0-0-0
S/2013/660 | 2013-11-15 | failed | 7-0-8-0 |  | ARG AUS FRA GBR GTM KOR LUX USA
S/RES/2139(2014) | 2014-02-22 | adopted | 15-0-0-0
S/2014/189 | 2014-03-15 | vetoed by RUS | 13-1-1-0 | RUS | CHN
S/RES/2149(2014) | 2014-04-10 | adopted | 15-0-0-0
S/2014/348 | 2014-05-22 | vetoed by CHN RUS | 13-2-0-0 | CHN RUS
S/RES/2165(2014) | 2014-07-14 | adopted | 15-0-0-0
S/2014/916 | 2014-12-30 | failed | 8-2-5-0 | AUS USA | GBR KOR LTU NGA RWA
S/RES/2206(2015) | 2015-03-03 | adopted | 15-0-0-0
S/RES/2209(2015) | 2015-03-06 | adopted | 14-0-1-0 |  | VEN
S/RES/2216(2015) | 2015-04-14 | adopted | 14-0-1-0 |  | RUS
S/2015/508 | 2015-07-08 | vetoed by RUS | 10-1-4-0 | RUS | AGO CHN NGA VEN
S/2015/562 | 2015-07-29 | vetoed by RUS | 11-1-3-0 | RUS | AGO CHN VEN
S/RES/2235(2015) | 2015-08-07 | adopted | 15-0-0-0
S/2016/846 | 2016-10-08 | vetoed by RUS | 11-2-2-0 | RUS VEN | AGO CHN
S/2016/847 | 2016-10-08 | failed | 4-9-2-0 | ESP FRA GBR JPN MYS NZL SEN UKR USA | AGO URY
S/2016/1026 | 2016-12-05 | vetoed by CHN RUS | 11-3-1-0 | CHN RUS VEN | AGO
S/RES/2328(2016) | 2016-12-19 | adopted | 15-0-0-0
S/2016/1085 | 2016-12-23 | failed | 7-0-8-0 |  | AGO CHN EGY JPN MYS RUS SEN VEN
S/2017/172 | 2017-02-28 | vetoed by CHN RUS | 9-3-3-0 | BOL CHN RUS | EGY ETH KAZ
S/2017/315 | 2017-04-12 | vetoed by RUS | 10-2-3-0 | BOL RUS | CHN ETH KAZ
S/RES/2379(2017) | 2017-09-21 | adopted | 15-0-0-0
S/2017/884 | 2017-10-24 | vetoed by RUS | 11-2-2-0 | BOL RUS | CHN KAZ
S/2017/962 | 2017-11-16 | vetoed by RUS | 11-2-2-0 | BOL RUS | CHN EGY
S/2017/968 | 2017-11-16 | failed | 4-7-4-0 | FRA GBR ITA SWE UKR URY USA | EGY ETH JPN SEN
S/2017/970 | 2017-11-17 | vetoed by RUS | 12-2-1-0 | BOL RUS | CHN
S/2017/1060 | 2017-12-18 | vetoed by USA | 14-1-0-0 | USA
S/RES/2393(2017) | 2017-12-19 | adopted | 12-0-3-0 |  | BOL CHN RUS
S/RES/2401(2018) | 2018-02-24 | adopted | 15-0-0-0
S/2018/156 | 2018-02-26 | vetoed by RUS | 11-2-2-0 | BOL RUS | CHN KAZ
S/2018/175 | 2018-04-10 | failed | 6-7-2-0 | FRA GBR NLD PER POL SWE USA | CIV KWT
S/2018/321 | 2018-04-10 | vetoed by RUS | 12-2-1-0 | BOL RUS | CHN
S/2018/322 | 2018-04-10 | failed | 5-4-6-0 | FRA GBR POL USA | CIV GNQ KWT NLD PER SWE
S/2018/355 | 2018-04-14 | failed | 3-8-4-0 | CIV FRA GBR KWT NLD POL SWE USA | ETH GNQ KAZ PER
S/2018/516 | 2018-06-01 | vetoed by USA | 10-1-4-0 | USA | ETH GBR NLD POL
S/2018/520 | 2018-06-01 | failed | 1-3-11-0 | BOL KWT RUS | CHN CIV ETH FRA GBR GNQ KAZ NLD PER POL SWE
S/RES/2428(2018) | 2018-07-13 | adopted | 9-0-6-0 |  | BOL CHN ETH GNQ KAZ RUS
S/RES/2449(2018) | 2018-12-13 | adopted | 13-0-2-0 |  | CHN RUS
S/2019/186 | 2019-02-28 | vetoed by CHN RUS | 9-3-3-0 | CHN RUS ZAF | CIV GNQ IDN
S/2019/190 | 2019-02-28 | failed | 4-7-4-0 | BEL DEU FRA GBR PER POL USA | CIV DOM IDN KWT
S/2019/756 | 2019-09-19 | vetoed by CHN RUS | 12-2-1-0 | CHN RUS | GNQ
S/2019/757 | 2019-09-19 | failed | 2-9-4-0 | BEL DEU DOM FRA GBR KWT PER POL USA | CIV GNQ IDN ZAF
S/2019/961 | 2019-12-20 | vetoed by CHN RUS | 13-2-0-0 | CHN RUS
S/2019/962 | 2019-12-20 | failed | 5-6-4-0 | DOM FRA GBR PER POL USA | BEL DEU IDN KWT
S/RES/2504(2020) | 2020-01-10 | adopted | 11-0-4-0 |  | CHN GBR RUS USA
S/2020/654 | 2020-07-07 | vetoed by CHN RUS | 13-2-0-0 | CHN RUS
S/2020/658 | 2020-07-08 | failed | 4-7-4-0 | BEL DEU DOM EST FRA GBR USA | IDN NER TUN VCT
S/2020/667 | 2020-07-10 | vetoed by CHN RUS | 13-2-0-0 | CHN RUS
S/2020/683 | 2020-07-10 | failed | 4-7-4-0 | BEL DEU DOM EST FRA GBR USA | IDN NER TUN VCT
S/RES/2533(2020) | 2020-07-11 | adopted | 12-0-3-0 |  | CHN DOM RUS
S/2020/797 | 2020-08-14 | failed | 2-2-11-0 | CHN RUS | BEL DEU EST FRA GBR IDN NER TUN VCT VNM ZAF
S/2020/852 | 2020-08-31 | vetoed by USA | 14-1-0-0 | USA
S/2020/1054 | 2020-10-30 | failed | 5-0-10-0 |  | BEL DEU DOM EST FRA GBR NER TUN USA VCT
S/RES/2585(2021) | 2021-07-09 | adopted | 15-0-0-0
S/2021/667 | 2021-07-22 | failed | 2-0-13-0 |  | EST FRA GBR IND IRL KEN MEX NER NOR TUN USA VCT VNM
S/2021/990 | 2021-12-13 | vetoed by RUS | 12-2-1-0 | IND RUS | CHN
S/2022/155 | 2022-02-25 | vetoed by RUS | 11-1-3-0 | RUS | ARE CHN IND
S/2022/231 | 2022-03-23 | failed | 2-0-13-0 |  | ALB ARE BRA FRA GAB GBR GHA IND IRL KEN MEX NOR USA
S/2022/431 | 2022-05-26 | vetoed by CHN RUS | 13-2-0-0 | CHN RUS
S/2022/538 | 2022-07-08 | vetoed by RUS | 13-1-1-0 | RUS | CHN
S/2022/541 | 2022-07-08 | failed | 2-3-10-0 | FRA GBR USA | ALB ARE BRA GAB GHA IND IRL KEN MEX NOR
S/RES/2642(2022) | 2022-07-12 | adopted | 12-0-3-0 |  | FRA GBR USA
S/2022/720 | 2022-09-30 | vetoed by RUS | 10-1-4-0 | RUS | BRA CHN GAB IND
S/2022/821 | 2022-11-02 | failed | 2-3-10-0 | FRA GBR USA | ALB ARE BRA GAB GHA IND IRL KEN MEX NOR
S/RES/2669(2022) | 2022-12-21 | adopted | 12-0-3-0 |  | CHN IND RUS
S/RES/2672(2023) | 2023-01-09 | adopted | 15-0-0-0
S/2023/212 | 2023-03-27 | failed | 3-0-12-0 |  | ALB ARE CHE ECU FRA GAB GBR GHA JPN MLT MOZ USA
S/2023/506 | 2023-07-11 | vetoed by RUS | 13-1-1-0 | RUS | CHN
S/2023/507 | 2023-07-11 | failed | 2-3-10-0 | FRA GBR USA | ALB ARE BRA CHE ECU GAB GHA JPN MLT MOZ
S/2023/638 | 2023-08-30 | vetoed by RUS | 13-1-1-0 | RUS | CHN
S/2023/639 | 2023-08-30 | failed | 1-1-13-0 | JPN | ALB ARE BRA CHE CHN ECU FRA GAB GBR GHA MLT MOZ USA
S/2023/772 | 2023-10-16 | failed | 5-4-6-0 | FRA GBR JPN USA | ALB BRA CHE ECU GHA MLT
S/2023/773 | 2023-10-18 | vetoed by USA | 12-1-2-0 | USA | GBR RUS
S/2023/775 | 2023-10-18 | failed | 6-1-8-0 | USA | ALB CHE ECU FRA GBR GHA JPN MLT
S/2023/776 | 2023-10-18 | failed | 7-1-7-0 | USA | ALB ECU FRA GBR GHA JPN MLT
S/2023/792 | 2023-10-25 | vetoed by CHN RUS | 10-3-2-0 | ARE CHN RUS | BRA MOZ
S/2023/795 | 2023-10-25 | failed | 4-2-9-0 | GBR USA | ALB BRA CHE ECU FRA GHA JPN MLT MOZ
S/RES/2712(2023) | 2023-11-15 | adopted | 12-0-3-0 |  | GBR RUS USA
S/2023/970 | 2023-12-08 | vetoed by USA | 13-1-1-0 | USA | GBR
oral amendment 2023-12-22 | 2023-12-22 | vetoed by USA | 10-1-4-0 | USA | ALB CHE GBR JPN
S/RES/2720(2023) | 2023-12-22 | adopted | 13-0-2-0 |  | CHN USA
S/2024/173 | 2024-02-20 | vetoed by USA | 13-1-1-0 | USA | GBR
S/RES/2724(2024) | 2024-03-08 | adopted | 14-0-1-0 |  | RUS
S/2024/239 | 2024-03-22 | vetoed by CHN RUS | 11-3-1-0 | CHN DZA RUS | GUY
S/RES/2728(2024) | 2024-03-25 | adopted | 14-0-1-0 |  | USA
S/2024/255 | 2024-03-28 | vetoed by RUS | 13-1-1-0 | RUS | CHN
S/2024/312 | 2024-04-18 | vetoed by USA | 12-1-2-0 | USA | CHE GBR
S/2024/302 | 2024-04-24 | vetoed by RUS | 13-1-1-0 | RUS | CHN
S/2024/383 | 2024-05-20 | failed | 7-7-1-0 | FRA GBR JPN KOR MLT SVN USA | CHE
S/RES/2735(2024) | 2024-06-10 | adopted | 14-0-1-0 |  | RUS
S/RES/2736(2024) | 2024-06-13 | adopted | 14-0-1-0 |  | RUS
S/2024/826 | 2024-11-18 | vetoed by RUS | 14-1-0-0 | RUS
S/2024/835 | 2024-11-20 | vetoed by USA | 14-1-0-0 | USA
S/2025/115 | 2025-02-24 | vetoed by RUS | 9-1-5-0 | RUS | CHN GUY PAK PAN USA
S/2025/116 | 2025-02-24 | vetoed by RUS | 11-1-3-0 | RUS | PAK PAN USA
S/RES/2774(2025) | 2025-02-24 | adopted | 10-0-5-0 |  | DNK FRA GBR GRC SVN
S/2025/353 | 2025-06-04 | vetoed by USA | 14-1-0-0 | USA
S/2025/583 | 2025-09-18 | vetoed by USA | 14-1-0-0 | USA
S/2025/561 | 2025-09-19 | failed | 4-9-2-0 | DNK FRA GBR GRC PAN SLE SOM SVN USA | GUY KOR
S/2025/539 | 2025-09-26 | failed | 4-9-2-0 | DNK FRA GBR GRC PAN SLE SOM SVN USA | GUY KOR
S/RES/2803(2025) | 2025-11-17 | adopted | 13-0-2-0 |  | CHN RUS
"""


@dataclass(frozen=True)
class RecordedFact:
    """One vote as the data set has it; ``tally`` is in favour, against, abstained, not voting."""

    symbol: str
    day: dt.date
    result: str
    vetoed_by: frozenset[str]
    tally: tuple[int, ...]
    against: frozenset[str]
    abstained: frozenset[str]
    not_voting: frozenset[str]


def _fact(line: str) -> RecordedFact:
    symbol, day, outcome, tally, *others = (part.strip() for part in line.split("|"))
    result, _, vetoed_by = outcome.partition(" by ")
    against, abstained, not_voting = (frozenset(codes.split()) for codes in (*others, "", "", "")[:3])
    counts = tuple(map(int, tally.split("-")))
    return RecordedFact(
        symbol, dt.date.fromisoformat(day), result, frozenset(vetoed_by.split()), counts, against, abstained, not_voting
    )


FACTS = tuple(map(_fact, _FACTS.strip().splitlines()))
