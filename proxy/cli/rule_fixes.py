"""`codeward rule list --fixes`: the kind of each rule's safe form, and how many are fitted to the code.

Rules for this file: pure. Counterparts: rule.py prints, scan/safe_forms.py tells the kinds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from proxy.scan.checks.metadata import RuleInfo
from proxy.scan.safe_forms import Form, form_of


def lines(book: Mapping[str, RuleInfo]) -> Iterator[str]:
    """A line a rule, and a last one with the share."""
    count: Counter[Form] = Counter()
    for rule_id, info in book.items():
        form = form_of(rule_id, info)
        count[form] += 1
        first, *more = info.fix.split("\n")
        yield f"{form.value:8} {rule_id:44} {first}{' ...' if more else ''}"
    fitted = sum(number for form, number in count.items() if form.fitted)
    kinds = ", ".join(f"{count[form]} {form.value}" for form in Form)
    yield f"{fitted} of {count.total()} safe forms are fitted ({fitted / max(count.total(), 1):.1%}): {kinds}"
