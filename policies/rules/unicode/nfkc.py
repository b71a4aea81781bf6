# ruleid: unicode.nfkc
{{U+1D552}}{{U+1D553}}{{U+1D554}} = load()
# ruleid: unicode.nfkc
{{U+FF45}}{{U+FF56}}{{U+FF41}}{{U+FF4C}}(text)
# ruleid: unicode.nfkc
obj.{{U+FB01}}le = name
# ok: unicode.nfkc
title = "{{U+FF25}}{{U+FF36}}{{U+FF21}}"
# ok: unicode.nfkc
größe = 3
