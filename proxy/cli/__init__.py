"""The command line: one sub-command a file. Thin: parses, calls the rooms, prints.

`app` puts the sub-commands together, `options` is what they share. Of `scan`: `sources` reads files, `masking` makes their text fit to
print, `verdicts` asks engines and policy, `listing` and `sarif` write what was found.
Heavy rooms are imported inside the commands, so that `--help` is quick.
"""
