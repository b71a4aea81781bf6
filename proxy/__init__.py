"""Codeward: an OpenAI-compatible proxy that checks generated code before a developer sees it.

The rooms, in the order a response travels:
    api -> identity -> exchange -> prompt -> upstream -> wire -> extract -> gate -> scan -> policy -> audit -> rewrite -> wire
`model` holds the nouns, `errors` the exception tree, `settings` the configuration, `app` puts it together, `cli` starts it.
The core (`model wire extract gate policy.evaluate rewrite`) does no I/O.
"""

__version__ = "0.1.0"
