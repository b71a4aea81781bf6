"""Ordinary words that are one slip from the name of a widely used package: people call their own modules and packages so.

Without them `import network` would look like a misspelt networkx. A name of these is recorded and not shown.
Source: words that are frequent in manuals, less what is in no dictionary. Rules for this file: data only. Counterpart: verdicts.py.
"""

from __future__ import annotations

from typing import Final

_TEXT: Final = """
accelerated accents actionable algebra annotated archive archived archives arrows asserts automate backtraces
behaved behaves benchmarks binding bionic bitcode blank block blocks boxed boxes braces breach builders builds built
bundle bundled bundles calendar causal chances change channel charset charts chown chroot classname clicks clock
clocks cloned clones close colons colorized colours combined combines configs confused confuses connection connects
consoles construct copied copies crypt cycle cycles database dataset decorators default delegated deprecate
deprecates deprecations destroys device dialogue digests discards distributes distros docutils editable election
eleven emitter emojis entrypoint evaluated evaluates event expect extends extent extract faked faster finance flash
frame future futures grace grade graph grave headless holiday httpd https hyperlinks identity ignored ignores images
immutable installed installers interacts invariants invoked invoker invokes isolate jitter keyboards keying keyrings
latin letter levels lighting linker listed listen listens loaders logfile logged loggers marker market masked
memcache merged merges method metric minimal minimise mkdir molecular moments monkey msgpack narrow network networks
notebooks notify numerals object observe observed opened outcomes outline outlined override packer panels papers
parallels parameterize parametrized paranoid parse parsed parser parses paste pasted patching paths pedantic perfect
persistent phased phases polar ported predicate predicated pressed program promised promises prose pubsub pushed
pushes python qrcode quota quoted quotes races racing reach readdir redact refine regen regexp remarks replicated
resends resolved resolver resolves response return robots rogue rollouts rough route safely schedule scheduled
schedulers schedules schemas scheme scrape script selects serve served server servers serves shard share shells
shrink signal signaled slowdown sockets solvers sooner speakers splits splitter spread squares standard standards
stanzas stash stated stopwords stored stores stride string strip strips struct styles subtly table tables temporal
terse testcase thread tokenizer toolkit topic touch trackers tracking trading transactions transformer translated
translates typed types underscores unifies unions validator validators virus vtable warnings wheels window wraps
"""
WORDS: Final = frozenset(_TEXT.split())
