"""One response as far as it has come: its items and channels, and what its last event says. Pure; reading fills it, writing tells it."""

from __future__ import annotations

from dataclasses import dataclass, field

from proxy.model import Channel, ChannelKind
from proxy.wire.json import Json
from proxy.wire.responses_items import Item, Part, Text
from proxy.wire.responses_kinds import KINDS, OTHER

OWN = Channel(0, "output.own")
NOWHERE = Channel(0, "output.late")
TRANSCRIPT = Channel(0, "audio.transcript")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a channel stands. `part` None: its text is the item's own; `item` None: it stands beside the items."""

    text: Text
    item: Item | None = None
    part: Part | None = None


@dataclass(slots=True)
class Turn:
    """See the module's docstring."""

    items: list[Item] = field(default_factory=list)
    at: dict[int, Item] = field(default_factory=dict)  # by the provider's index
    named: dict[str, Item] = field(default_factory=dict)  # by id
    places: dict[Channel, Place] = field(default_factory=dict)
    head: Json = field(default_factory=dict)  # the response as it was announced, without its output
    final: Json = field(default_factory=dict)  # the same as it was finished
    status: str = ""  # "completed" or "incomplete", once the provider has said so
    shows_text: bool = False  # the provider repeats all text beside the output
    loose: list[Json] = field(default_factory=list)  # events beside the items that are to be written
    seen: bool = False
    model: str = ""

    def add(self, type_: str, index: int | None) -> Item:
        """A new item, after the others."""
        item = Item(len(self.items), type_, KINDS.get(type_, OTHER))
        self.items.append(item)
        if index is not None:
            self.at[index] = item
        return item

    def part(self, item: Item, spot: str, index: int, label: str) -> Part:
        """The part of an item that a text stands in; `index` is the provider's."""
        key = (spot, index, label)
        part = item.parts.get(key)
        if part is None and item.closed:
            part = Part(spot, index, label, _ended())  # too late: what it says goes nowhere
            part.cited = _ended()
        elif part is None:
            number = item.counts[spot] = item.counts.get(spot, -1) + 1
            text = Text(Channel(0, f"output.{item.number}.{spot}.{number}"))
            part = item.parts[key] = Part(spot, number, label, text)
            item.sequence.append(part)
            self.places[text.channel] = Place(text, item, part)
        return part

    def whole(self, item: Item) -> Text:
        """The text that is acted on."""
        if item.whole is None:
            item.whole = self._text(item, item.kind.whole, ChannelKind.WHOLE)
        return item.whole

    def text(self, item: Item, name: str) -> Text:
        """A text of the item itself."""
        if name not in item.texts:
            item.texts[name] = self._text(item, name, ChannelKind.TEXT)
        return item.texts[name]

    def words(self, item: Item) -> Text:
        """The words that stand in the item in a shape of their own."""
        if item.words is None:
            item.words = self._text(item, "fields", ChannelKind.WHOLE)
        return item.words

    def cited(self, item: Item, part: Part) -> Text:
        """The words of a part's annotations."""
        if part.cited is None:
            part.cited = Text(Channel(0, f"{part.text.channel.field}.annotations", ChannelKind.WHOLE))
            self.places[part.cited.channel] = Place(part.cited, item, part)
        return part.cited

    def beside(self, channel: Channel) -> Text:
        """A text beside the items."""
        place = self.places.get(channel)
        if place is None:
            place = self.places[channel] = Place(Text(channel))
        return place.text

    def _text(self, item: Item, name: str, kind: ChannelKind) -> Text:
        text = Text(Channel(0, f"output.{item.number}.{name}", kind))
        self.places[text.channel] = Place(text, item)
        return text


def _ended() -> Text:
    text = Text(NOWHERE)
    text.ended = True
    return text
