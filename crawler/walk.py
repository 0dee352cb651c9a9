"""One walk over one list: which of its pages comes next, when the walk ends, which to ask again; pure.

A list goes on being written while it is walked.  An entry put in on top moves others down, onto the
page that is asked for next: they are merely seen twice.  An entry taken off moves others up, onto
the page that was asked for before: they would be missed.  Where the list says how many entries it
has, and says another number at the end of the walk, the pages whose last entry was new are asked
again from the bottom to the top, until such a round brings nothing new.  Where it does not, the
further pages are looked at once more two days later (`archive.schedule`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

Ending = Literal["end", "known", "repeated", "loop", "stub", "failed", "budget", "limit"]
"""How a walk ended.

``end``: the page names no further one; ``known``: it shows nothing new; ``repeated``: it shows what
another page showed; ``loop``: it leads back; ``stub``: it shows nothing; ``failed``: it could not be
had; ``budget``, ``limit``: the run may ask no more.
"""

MOST_ROUNDS = 3
"""Rounds in which pages are asked again, at most: a list that changes all the time has to end as well."""
MOST_REPEATED = 2
"""Pages in a row that show what another page showed, until a walk ends: one may be a list that moved on."""
MOST_STRANGE = 3
"""Pages in a row that nobody walked before and that show nothing new, until a walk ends there too."""
WHOLE: frozenset[Ending] = frozenset({"end", "repeated", "loop", "stub"})
"""Endings after which there was nothing more to walk."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """What one page of a list showed."""

    page: str
    """By which the page is known."""
    entries: Sequence[str]
    new: Collection[str]
    """Those of the entries that were not known before this look."""
    next: Sequence[str] = ()
    """Ways to the page behind it, the likeliest first."""
    strange: Collection[str] = ()
    """Those of them that nobody has walked before."""
    total: int | None = None
    """Entries that the list says it has."""
    deficit: int | None = None
    """Those less the entries that are known to stand on it."""


@dataclass(slots=True)
class Walk:
    """The state of one walk.  Not frozen: it is the walk's own memory while it lasts."""

    whole: bool
    """Whether the walk goes to the end, whatever is known: all of it for the first time, or again."""
    known_deficit: int | None = 0
    """The deficit that remained when all of the list was walked last."""
    ending: Ending | None = None
    _shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _others: dict[str, list[str]] = field(default_factory=dict)
    """Page asked for → other ways to it."""
    _whole_from: set[str] = field(default_factory=set)
    """Pages from which an earlier walk that was cut goes on to the end."""
    _deep: set[str] = field(default_factory=set)
    """Pages looked at by themselves, and those that were asked for because of them."""
    _unsure: list[str] = field(default_factory=list)
    """Pages whose last entry was new and behind which the walk went on, in its order."""
    _strange_in_a_row: int = 0
    _repeated_in_a_row: int = 0
    _totals: set[int] = field(default_factory=set)
    _rounds: int = 0
    _is_round_new: bool = False

    def start(self, page: str, *, resumes: bool = False, deep: bool = False) -> None:
        """The walk begins at *page*, *resumes* there one that was cut, or only looks in there (*deep*)."""
        self._asked.add(page)
        if resumes:
            self._whole_from.add(page)
        if deep:
            self._deep.add(page)

    def step(self, look: Look) -> str | None:
        """The page to ask for after this look; ``None`` where the walk ends, see ``ending``."""
        page, entries = look.page, tuple(look.entries)
        is_whole = (self.whole or page in self._whole_from) and page not in self._deep
        is_repeated = any(entries == shown for other, shown in self._shown.items() if other != page)
        self._repeated_in_a_row = self._repeated_in_a_row + 1 if is_repeated else 0
        self._shown[page] = entries
        self._totals.update(() if look.total is None else (look.total,))
        self._strange_in_a_row = 0 if look.new else self._strange_in_a_row + 1
        following = next((other for other in look.next if other not in self._asked), None)
        if not entries and following is not None and len(self._shown) == 1:
            return self._go_on(page, following, look, is_whole=is_whole)  # a script would get them from there
        if not entries:
            return self._another_way(page, "stub")
        if is_repeated and (following is None or self._repeated_in_a_row == MOST_REPEATED):
            return self._another_way(page, "repeated")
        if following is None:
            return self._end(self._ending_at(look), page)
        if not (look.new or is_whole or self._lacks(look, page) or self._is_strange(following, look)):
            return self._end("known", page)
        if entries[-1] in look.new:
            self._unsure.append(page)
        return self._go_on(page, following, look, is_whole=is_whole)

    def _go_on(self, page: str, following: str, look: Look, *, is_whole: bool) -> str:
        if page in self._deep:
            self._deep.add(following)
        elif is_whole:
            self._whole_from.add(following)
        self._asked.add(following)
        self._others[following] = [other for other in look.next if other != following]
        return following

    def failed(self, page: str) -> str | None:
        """*page* could not be had; another way to it, if there is one."""
        return self._another_way(page, "failed")

    def cut(self, page: str, ending: Ending) -> None:
        """The run may not ask for *page* any more."""
        if page not in self._deep:
            self.ending = ending

    @property
    def is_whole(self) -> bool:
        """Whether all of the list has been walked, by this walk and those that it took up."""
        return self.ending in WHOLE

    def round(self) -> list[str]:
        """The pages to ask again, from the bottom to the top, where the list changed during the walk."""
        if len(self._totals) < 2:
            return []
        if self._rounds == MOST_ROUNDS or (self._rounds and not self._is_round_new):
            return []
        self._rounds += 1
        if self._is_round_new:  # what was put in since may have moved others down, past the page asked again
            self._is_round_new = False
            return list(self._shown)[::-1]
        return self._unsure[::-1]

    def look_again(self, look: Look) -> None:
        """A page that was asked again has answered."""
        self._is_round_new = self._is_round_new or bool(look.new)

    def _ending_at(self, look: Look) -> Ending:
        """Why there is nothing to ask behind a page: the list ends, leads back, or is walked on there."""
        if not look.next:
            return "end"
        return "loop" if any(other in self._shown for other in look.next) else "known"

    def _lacks(self, look: Look, page: str) -> bool:
        """Whether the list says that it has more, or fewer, entries than are known: some moved deep in it."""
        if page in self._deep:
            return False
        return None not in (look.deficit, self.known_deficit) and look.deficit != self.known_deficit

    def _is_strange(self, following: str, look: Look) -> bool:
        return following in look.strange and self._strange_in_a_row < MOST_STRANGE

    def _another_way(self, page: str, ending: Ending) -> str | None:
        """What else leads to where *page* was to lead; where nothing does, the walk ends."""
        others = [other for other in self._others.pop(page, []) if other not in self._asked]
        if not others:
            return self._end(ending, page)
        self._asked.add(others[0])
        self._others[others[0]] = others[1:]
        if page in self._whole_from:
            self._whole_from.add(others[0])
        return others[0]

    def _end(self, ending: Ending, page: str) -> str | None:
        """This part of the walk is over; where an earlier one is taken up, that one's ending counts."""
        if page not in self._deep and (self.ending is None or page in self._whole_from):
            self.ending = ending
        return None
