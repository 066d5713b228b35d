"""A warning that somebody accepts out of a suggestion."""

from tests.browser.people import Person

SITUATION = {"English": "Syria", "French": "Syrie", "Spanish": "Siria"}


def accepts_the_report(who: Person, number: int) -> None:
    """The suggestion of that number, by its form, after a look at the posts."""
    who.follows("Suggestions")
    who.reads("a report speaks of atrocity crimes · Syria", "Attacks on hospitals may amount to war crimes")
    who.follows(f"Accept {number}")
    who.photographs_it("warning-form")
    for language, said in SITUATION.items():
        who.fills(language, said)
    who.presses("Show what this does")
    who.reads("6 posts are drawn", "warning to the supporters", "invitation to the Secretary-General")
    who.unfolds("Its words")
    who.reads("Source: Syria: hospitals in Aleppo under attack, UN experts say https://ohchr.example/aleppo")
    who.photographs_it("warning-preview")
    who.presses("Do it")
    who.reads("The warning is accepted. Its posts wait for people to agree to them.")
