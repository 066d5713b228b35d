"""What cards show and say, built from votes, records and scores, in the United Nations' six languages."""

from advocacybot.wording.card_facts.alt import alt_of
from advocacybot.wording.card_facts.growth import growth_card
from advocacybot.wording.card_facts.record import record_card
from advocacybot.wording.card_facts.scores import situation_card, year_card
from advocacybot.wording.card_facts.vote import vote_card

__all__ = ["alt_of", "growth_card", "record_card", "situation_card", "vote_card", "year_card"]
