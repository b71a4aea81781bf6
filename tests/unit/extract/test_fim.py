"""What editors show around their cursor, and a completion in its file."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.extract.fim import Fim, fim_part, read_fim
from proxy.extract.parts import Stretch
from proxy.extract.unfinished import stops_in_code

PRE = "import subprocess\n\n\ndef run(cmd):\n"
SUF = "\n\nprint(run('ls'))\n"
BARE = Fim(PRE, SUF)


def chat(*texts: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text} for text in texts]}


@pytest.mark.parametrize(
    ("prompt", "fim"),
    [
        pytest.param(f"<|fim_prefix|>{PRE}<|fim_suffix|>{SUF}<|fim_middle|>", BARE, id="qwen"),
        pytest.param(f"<fim_prefix>{PRE}<fim_suffix>{SUF}<fim_middle>", BARE, id="starcoder"),
        pytest.param(f"<fim-prefix>{PRE}<fim-suffix>{SUF}<fim-middle>", BARE, id="santacoder"),
        pytest.param(f"<PRE> {PRE} <SUF>{SUF} <MID>", BARE, id="codellama"),
        pytest.param(f"<｜fim▁begin｜>{PRE}<｜fim▁hole｜>{SUF}<｜fim▁end｜>", BARE, id="deepseek"),
        pytest.param(f"[SUFFIX]{SUF}[PREFIX]{PRE}", BARE, id="codestral"),
        pytest.param(f"<s>[SUFFIX]{SUF}[PREFIX]{PRE}", BARE, id="codestral-with-its-first-token"),
        pytest.param(f"<[fim-prefix]>{PRE}<[fim-suffix]>{SUF}<[fim-middle]>", BARE, id="seed-coder"),
        pytest.param(f"<[fim-suffix]>{SUF}<[fim-prefix]>{PRE}<[fim-middle]>", BARE, id="suffix-first"),
        pytest.param(f"<|code_prefix|>{PRE}<|code_suffix|>{SUF}<|code_middle|>", BARE, id="glm"),
        pytest.param(
            f"<|user|>\n###PATH:a/b.py\n###LANGUAGE:Python\n###MODE:BLOCK\n<|code_suffix|>{SUF}<|code_prefix|>{PRE}<|code_middle|><|assistant|>\n",
            Fim(PRE, SUF, "python", "a/b.py"),
            id="codegeex",
        ),
        pytest.param(
            f"###REFERENCE:\n###PATH:other.go\nx\n###PATH:Untitled\n###LANGUAGE:Go\n<|code_suffix|>{SUF}<|code_prefix|>{PRE}<|code_middle|>",
            Fim(PRE, SUF, "go"),
            id="codegeex-language-only",
        ),
        pytest.param(
            f"<|repo_name|>r\n<|file_sep|>other.go\npackage x\n<|file_sep|>a.py\n<|fim_prefix|>{PRE}<|fim_suffix|>{SUF}<|fim_middle|>",
            Fim(PRE, SUF, "python", "a.py"),
            id="several-files",
        ),
        pytest.param(
            f"<|repo_name|>r\n<|file_sep|>other.go\npackage x<|fim_prefix|>{PRE}<|fim_suffix|>{SUF}<|fim_middle|>",
            BARE,
            id="another-file-only",
        ),
        pytest.param(
            f"<|fim_prefix|><|file_sep|>o.go\nx\n<|file_sep|>a.py\n{PRE}<|fim_suffix|>{SUF}<|fim_middle|>",
            Fim(PRE, SUF, "python", "a.py"),
            id="files-in-the-prefix",
        ),
        pytest.param(
            f"<[fim-suffix]>{SUF}<[fim-prefix]><filename>edit_history\n-x\n+y\n<filename>src/a.py\n{PRE}<<<<<<< CURRENT\n    pa<|user_cursor|>ss\n=======\n<[fim-middle]>",
            Fim(PRE, SUF, "python", "src/a.py", replaced="    pass\n"),
            id="zeta2",
        ),
        pytest.param(
            f"### Instruction:\nComplete.\n\n### User Excerpt:\n\n```src/a.py\n<|start_of_file|>\n{PRE}<|editable_region_start|>\n    pa<|user_cursor_is_here|>ss\n<|editable_region_end|>{SUF}\n```\n\n### Response:\n",
            Fim(PRE, SUF, "python", "src/a.py", replaced="    pass"),
            id="zeta1",
        ),
        pytest.param(f"<fim_prefix>{PRE}<fim_suffix>{SUF}<fim_middle>    return", Fim(f"{PRE}    return", SUF), id="begun-completion"),
        pytest.param(f"<fim_prefix><<<<<<< CURRENT\nx<fim_suffix>{SUF}<fim_middle>", Fim("<<<<<<< CURRENT\nx", SUF), id="conflict-in-a-file"),
        pytest.param(f"<fim_prefix>A = '<|fim_middle|>'\n{PRE}<fim_suffix>{SUF}<fim_middle>", Fim(f"A = '<|fim_middle|>'\n{PRE}", SUF), id="tokens-in-the-file"),
        pytest.param("<QUERY>\na {{FILL_HERE}}\n</QUERY>\n<COMPLETION>b</COMPLETION>\n<QUERY>\n" + PRE + "{{FILL_HERE}}" + SUF + "\n</QUERY>\nTASK: Fill the {{FILL_HERE}} hole.\n<COMPLETION>", BARE, id="hole"),
        pytest.param("<LANGUAGE>python</LANGUAGE>\n<QUERY>\n" + PRE + "{{FILL_HERE}}" + SUF + "\n</QUERY>", Fim(PRE, SUF, "python"), id="hole-with-a-language"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_prompt(prompt: str, fim: Fim) -> None:
    assert read_fim({"prompt": prompt}) == fim


@pytest.mark.parametrize(
    ("prompt", "fim"),
    [
        pytest.param(f"# language: python\n# indentation: use \t for a tab\n{PRE}", Fim(PRE, SUF, "python"), id="minuet"),
        pytest.param("/* language: css */\na {", Fim("a {", SUF, "css"), id="block-comment"),
        pytest.param("<!-- language: html -->\n<p>", Fim("<p>", SUF, "html"), id="html-comment"),
        pytest.param("-- language: sql", Fim("", SUF, "sql"), id="nothing-but-the-comment"),
        pytest.param("language: python\n", Fim("language: python\n", SUF), id="yaml-is-no-comment"),
        pytest.param("#!/usr/bin/env python3\nx = 1\n", Fim("#!/usr/bin/env python3\nx = 1\n", SUF, "python"), id="shebang"),
        pytest.param("# Path: o.py\n# def x():\n# Path: b/a.py\nx = 1\n", Fim("# Path: o.py\n# def x():\n# Path: b/a.py\nx = 1\n", SUF, "python", "b/a.py"), id="snippets-as-comments"),
        pytest.param("# file: x, see below\n", Fim("# file: x, see below\n", SUF), id="a-comment-that-names-no-file"),
        pytest.param(f"+++++ o.go \nx\n\n+++++ a.py\n[PREFIX]{PRE}", Fim(PRE, SUF, "python", "a.py"), id="codestral-files"),
        pytest.param(f"+++++ a.py\n\n[PREFIX]\n{PRE}", Fim("\n" + PRE, SUF, "python", "a.py"), id="codestral-one-file"),
        pytest.param(f"+++++ a.py\n{PRE}", Fim(PRE, SUF, "python", "a.py"), id="plus-signs-only"),
        pytest.param(f"+++++ not a file\n{PRE}", Fim(f"+++++ not a file\n{PRE}", SUF), id="plus-signs-and-prose"),
        pytest.param("+++++ a.py", Fim("+++++ a.py", SUF), id="name-without-a-line"),
        pytest.param("", Fim("", SUF), id="empty"),
    ],
)  # fmt: skip
def test_a_prompt_with_a_suffix(prompt: str, fim: Fim) -> None:
    assert read_fim({"prompt": prompt, "suffix": SUF}) == fim


def test_a_path_that_the_prompt_states_beats_a_comment() -> None:
    prompt = f"<|file_sep|>a.py\n<|fim_prefix|># Path: b.go\n<|fim_suffix|>{SUF}<|fim_middle|>"
    assert read_fim({"prompt": prompt}) == Fim("# Path: b.go\n", SUF, "python", "a.py")


def test_suffixes_in_both_places() -> None:
    assert read_fim({"prompt": "<fim_prefix>a<fim_suffix>b<fim_middle>", "suffix": "c"}) == Fim("a", "bc")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"prompt": "Write a function that runs a shell command"}, id="sentence"),
        pytest.param({"prompt": "LABTASK: add a helper that runs a command and loads a config to app.py"}, id="task"),
        pytest.param({"prompt": "What does def run(cmd): do?"}, id="question"),
        pytest.param(
            {"prompt": "Explain this code to me please:\n\ndef f():\n    return 1\n"}, id="question-with-code-behind"
        ),
        pytest.param({"prompt": "Q: hi\nA:"}, id="questions-and-answers"),
        pytest.param({"prompt": "<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n"}, id="chat-template"),
        pytest.param(
            {"prompt": "Once upon a time there was a small fox. It lived in\nthe deep woods.\nThe fox = "},
            id="mostly-prose",
        ),
        pytest.param({"prompt": "what do [SUFFIX] and [PREFIX] mean in codestral prompts"}, id="about-tokens"),
        pytest.param({"prompt": "<QUERY> without a hole </QUERY>"}, id="query-without-a-hole"),
        pytest.param({"prompt": "```py\nx = 1\n```\nExplain it to me now please"}, id="closed-fence"),
        pytest.param({"prompt": "````md\n```py\nx = 1\n```\n````\nExplain it to me now please"}, id="nested-fence"),
        pytest.param(
            {"prompt": "A fox\nOnce upon a time there was a small fox.\nIt lived in the deep woods.\nThe fox ="},
            id="story",
        ),
        pytest.param({"prompt": "call me (please)"}, id="brackets-in-prose"),
        pytest.param({"prompt": "def f():\n    return 1\n\nWhat does this give back?"}, id="question-behind-code"),
        pytest.param({"prompt": ""}, id="empty"),
        pytest.param({"prompt": [1, 2, 3]}, id="tokens"),
        pytest.param({"prompt": ["who are you", [1]]}, id="several-questions"),
        pytest.param({}, id="nothing"),
        pytest.param({"prompt": "hello there", "suffix": None}, id="null-suffix"),
        pytest.param(chat("fill the {{FILL_HERE}} hole"), id="chat-about-holes"),
        pytest.param(chat("def run(cmd):\n"), id="chat-with-code"),
        pytest.param({"messages": [5]}, id="message-is-a-number"),
        pytest.param({"messages": []}, id="no-messages"),
        pytest.param({"messages": [{"role": "user", "content": None}]}, id="no-content"),
    ],
)
def test_questions(body: Any) -> None:
    assert read_fim(body) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PRE, id="open-function"),
        pytest.param("def add(a, b):", id="header"),
        pytest.param("import os\nos.system(", id="open-call"),
        pytest.param("const a = 1;\nfunction f() {\n  ", id="javascript"),
        pytest.param("# add two numbers and give back the sum of them\ndef add(a, b):\n    ", id="comment-first"),
        pytest.param("import os\nx = os.path.join(a, b)\nif x is not N", id="cut-in-a-word"),
        pytest.param("x = 1\n# now run the command that the user typed", id="comment-last"),
        pytest.param('resource "azurerm_resource_group" "docs_and_more" {\n  account_tier      = "Standard"\n', id="terraform"),
        pytest.param("class Query\n  def initialize(club)\n    @club = club\n  end\n\n", id="ruby"),
        pytest.param("SELECT name FROM users WHERE id =", id="sql"),
        pytest.param("Here is the code you asked me for:\n\n```python\nimport os\n", id="open-fence"),
        pytest.param('package main\n\nimport (\n\t"fmt"\n)\n\nfunc main() {\n\tfmt.Println("a")\n', id="go"),
    ],
)  # fmt: skip
def test_texts_that_stop_in_code(text: str) -> None:
    assert stops_in_code(text)
    assert read_fim({"prompt": text}) is not None


def test_an_open_fence_says_its_language_and_shows_only_what_is_in_it() -> None:
    prompt = "Some code:\n```sh\nls\n```\nand\n~~~python a.py\nimport os\n"
    assert read_fim({"prompt": prompt}) == Fim("import os\n", "", "python", "a.py")


def test_the_route_of_editors_takes_every_prompt_as_a_prefix() -> None:
    assert read_fim({"prompt": "who are you"}, always=True) == Fim("who are you", "")
    assert read_fim({"prompt": [1, 2], "suffix": "s"}) == Fim("", "s")
    assert read_fim({}, 3, always=True) == Fim("", "")


def test_several_prompts_times_n() -> None:
    body = {"prompt": ["<PRE> a <SUF>b <MID>", "<PRE> c <SUF>d <MID>", "who are you"], "n": 2}
    read = [read_fim(body, choice) for choice in range(7)]
    a, c, question = Fim("a", "b"), Fim("c", "d"), Fim("who are you", "")
    assert read == [a, a, c, c, question, question, Fim("", "")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("<QUERY>\n" + PRE + "{{FILL_HERE}}" + SUF + "\n</QUERY>", id="text"),
        pytest.param([{"type": "text", "text": "<QUERY>\n" + PRE + "{{FILL_HERE}}" + SUF + "\n</QUERY>"}, {"type": "image"}, 5], id="parts"),
    ],
)  # fmt: skip
def test_a_hole_in_a_chat(content: Any) -> None:
    assert read_fim(chat("hello", content)) == BARE


# -- the part


def test_a_completion_stands_in_its_file() -> None:
    fim = Fim("import subprocess\nsubprocess.run(cmd", "\nprint(1)\n", "python", "a.py")
    part = fim_part(fim, ", shell=True)")
    assert part.text == "import subprocess\nsubprocess.run(cmd, shell=True)\nprint(1)\n"
    assert part.base == "import subprocess\nsubprocess.run(cmd\nprint(1)\n"
    assert part.stretches == (Stretch(36, 0, 13),)
    assert (part.origin, part.language, part.path) == ("fim", "python", "a.py")


@pytest.mark.parametrize(
    ("completion", "text"),
    [
        pytest.param("<COMPLETION>x = 1</COMPLETION>", "x = 1", id="hole"),
        pytest.param("x = 1\n>>>>>>> UPDATED\n", "x = 1", id="zeta2"),
        pytest.param("<|editable_region_start|>\nx = 1\n<|editable_region_end|>\n```", "x = 1", id="zeta1"),
        pytest.param("x = 1<|endoftext|><|file_sep|>", "x = 1", id="tokens-that-end-it"),
        pytest.param("x = 1 <EOT>", "x = 1", id="codellama"),
        pytest.param("", "", id="empty"),
        pytest.param("<COMPLETION>", "", id="nothing-in-it"),
    ],
)
def test_what_stands_around_a_completion_is_taken_off(completion: str, text: str) -> None:
    part = fim_part(Fim("a\n", "b\n", replaced="old\n"), completion)
    assert (part.text, part.base) == (f"a\n{text}b\n", "a\nold\nb\n")
    for stretch in part.stretches:
        start, end = stretch.outer, stretch.outer + stretch.length
        assert completion[start:end] == part.text[stretch.start : stretch.start + stretch.length] == text
    assert bool(part.stretches) == bool(text)


def test_nothing_around_is_no_base() -> None:
    assert fim_part(Fim("", ""), "x").base is None


def test_a_large_file_is_scanned_in_a_window_of_whole_lines() -> None:
    prefix = "import os\nfrom a import (\nfrom b import c\n" + "".join(f"line_{n} = {n}\n" for n in range(5000))
    suffix = "".join(f"after_{n} = {n}\n" for n in range(5000))
    part = fim_part(Fim(prefix + "here", suffix), "!")
    lines = part.text.splitlines()
    assert lines[:3] == ["import os", "from b import c", "line_4801 = 4801"]
    assert lines[-1] == "after_199 = 199"
    assert part.base == part.text.replace("!", "")
    assert part.text[part.stretches[0].start] == "!"


@pytest.mark.parametrize(
    ("prefix", "suffix", "sizes"),
    [
        pytest.param("x" * 10**6, "y" * 10**6, (32768, 32768), id="one-line"),
        pytest.param("p\n" + "x" * 40000 + "\nq", "y\n" + "z" * 40000, (1, 2), id="long-lines"),
        pytest.param("x\n" * 3 + "x" * 70000 + "\nabc\n", "d", (4, 1), id="few-lines"),
        pytest.param("a", "b\n" * 40000, (1, 400), id="many-short-lines"),
    ],
)
def test_windows_stay_small(prefix: str, suffix: str, sizes: tuple[int, int]) -> None:
    part = fim_part(Fim(prefix, suffix), "!")
    at = part.stretches[0].start
    assert (at, len(part.text) - at - 1) == sizes


def test_large_prompts_end() -> None:
    """Work that grows faster than the text would pass the suite's time limit."""
    for text in (
        "<|fim_prefix|>" * 100_000,
        "```\n" * 200_000,
        "# a\n" * 200_000,
        "<QUERY>" * 100_000,
        "+++++ a\n" * 100_000,
        "( " * 500_000,
    ):
        fim = read_fim({"prompt": text, "suffix": text}) or Fim("", "")
        read_fim({"prompt": text})
        assert text in fim_part(fim, text).text
