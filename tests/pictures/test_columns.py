"""How members are spread."""

from advocacybot.council.outcomes import Ballot
from advocacybot.pictures.columns import Plan, Room, best_plan
from advocacybot.wording.cards import Column, Mark, MemberOnCard

WIDE = Room(width=1096, height=330, head=93, between=18, enough=28, largest=39, language="en")
TALL = Room(width=960, height=800, head=108, between=36, enough=33, largest=46, language="en")
HEADS = (150.0, 150.0, 150.0)


def columns(*parts: int, name: str = "New Zealand") -> list[Column]:
    return [
        Column(ballot, ballot, tuple(MemberOnCard("", f"{name} {place}") for place in range(number)))
        for ballot, number in zip(Ballot, parts, strict=False)
    ]


def shown(plan: Plan) -> list[str]:
    """Every name in a plan, in its order."""
    return [name.member.name for tier in plan.tiers for spread in tier.spreads for part in spread.parts for name in part.names]


def test_every_member_has_a_place_in_its_order() -> None:
    for parts in ((15, 0, 0), (1, 14, 0), (11, 2, 2), (5, 5, 5)):
        wanted = columns(*parts)
        for room in (WIDE, TALL):
            assert shown(best_plan(wanted, HEADS, room)) == [one.name for column in wanted for one in column.members]


def test_in_a_wide_room_all_ballots_stand_beside_each_other() -> None:
    assert len(best_plan(columns(11, 2, 2), HEADS, WIDE).tiers) == 1


def test_in_a_tall_room_they_stand_on_two_tiers_where_that_makes_names_larger() -> None:
    assert len(best_plan(columns(11, 2, 2), HEADS, TALL).tiers) == 2


def test_a_plan_has_room_in_both_directions() -> None:
    for room in (WIDE, TALL):
        plan = best_plan(columns(9, 3, 3, name="Trinidad and Tobago"), HEADS, room)
        assert plan.rows * plan.size * 1.28 + room.above(len(plan.tiers)) <= room.height * 1.001
        for tier in plan.tiers:
            gutters = 1.1 * plan.size * (len(tier.spreads) - 1)
            widths = (max(spread.width * plan.size, head) for spread, head in zip(tier.spreads, tier.heads, strict=True))
            assert sum(widths) + gutters <= room.width * 1.001


def test_a_long_name_stands_on_two_rows_and_keeps_the_others_large() -> None:
    long = MemberOnCard("", "Saint Vincent and the Grenadines")
    (column,) = columns(3)
    plan = best_plan([Column(column.ballot, "", (long, *column.members))], HEADS[:1], WIDE)
    (first, *others) = (name for part in plan.tiers[0].spreads[0].parts for name in part.names)
    assert first.rows == 2
    assert {name.rows for name in others} == {1}


def test_signs_have_room_before_the_names() -> None:
    (column,) = columns(2)
    signed = Column(column.ballot, "", (MemberOnCard("", "Peru", (Mark.VETO, Mark.BROKE)), *column.members))
    plain, marked = (best_plan([one], HEADS[:1], WIDE).tiers[0].spreads[0].width for one in (column, signed))
    assert marked > plain


def test_no_room_at_all_is_told_by_a_tiny_size() -> None:
    assert best_plan(columns(11, 2, 2), HEADS, Room(100, 20, 93, 18, 28, 39, "en")).size == 1
