"""Which language a text without a name is written in: the likeliest one, and a second where the margin is small.

Each language has marks that its programs show and others seldom do; a line that shows one counts with its weight. What shows too few is of
no language: prose, output and data stay unknown. Where two languages share most of their marks (JavaScript and TypeScript, C and C++) both
are named, for both to be scanned.
Rules for this file: pure; bounded: it reads the first lines only, each to a bounded length, with patterns that are linear in a line.
Counterpart: languages.py reads names that stand there.
"""

# ruff: noqa: E501 - a mark is one line
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

MAX_LINES: Final = 120
MAX_LINE_CHARS: Final = 240
LEAST: Final = 3  # one strong mark, or a few weak ones
NEAR: Final = 0.6  # a second language that shows this share of the best one's marks is named too
_CAP: Final = 4  # times that one mark counts: a hundred semicolons say no more than a few

# language: (weight, what a line shows)
_MARKS: Mapping[str, tuple[tuple[int, str], ...]] = {
    "python": (
        (4, r"^\s*(?:async\s+)?def\s+\w+\s*\(.*\)?\s*(?:->.*)?:?\s*$"),
        (4, r"^\s*from\s+[\w.]+\s+import\s+[\w(*]"),
        (3, r"^\s*class\s+\w+(?:\([\w., =]*\))?:\s*$"),
        (3, r"^\s*(?:elif\b.*|except(?:\s+[\w.(), ]+)?(?:\s+as\s+\w+)?|finally|try|else):\s*(?:#.*)?$"),
        (3, r"^\s*(?:if|for|while|with)\s[^{;]*:\s*(?:#.*)?$"),
        (2, r"^\s*import\s+[\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+)*\s*$"),
        (2, r"\bself\.\w"),
        (2, r"\b(?:None|True|False)\b|__\w+__|\b(?:f|rb?)[\"']|\blambda\b.*:"),
        (2, r"^\s*@\w[\w.]*(?:\(.*\))?\s*$"),
        (2, r"^\s*(?:print|with open)\(|\bos\.(?:path|environ|system)\b|\bnot in\b|\bis not\b"),
        (1, r"^\s*(?:return|raise|yield|pass|del|global)\b[^;{]*$"),
        (1, r"^\s*\w[\w.]*(?:,\s*\w+)*\s*=\s*[^;{]+$"),
        (1, r"^\s*#\s"),
    ),
    "javascript": (
        (4, r"\brequire\(\s*[\"'`]|\bmodule\.exports\b|\bexports\.\w+\s*="),
        (3, r"\b(?:const|let)\s+(?:\w+|\{[^}]*\}|\[[^\]]*\])\s*=(?!=)"),
        (3, r"=>\s*(?:\{|\(|\w|$)"),
        (3, r"\b(?:document|window|console|process|JSON|Promise|localStorage)\.\w+"),
        (3, r"^\s*(?:import|export)\s.*\bfrom\s+[\"']|^\s*export\s+(?:default|const|function|async|class)\b"),
        (3, r"\bfunction\s*\*?\s*\w*\s*\([^)]*\)\s*\{"),
        (2, r"===|!==|\bundefined\b|\btypeof\b|`[^`]*\$\{"),
        (2, r"\basync\s+function\b|\bawait\s+\w|\bnew Promise\b"),
        (1, r"^\s*var\s+\w+|\bthis\.\w+|\bnull\b"),
        (1, r"[;{}]\s*(?://.*)?$"),
    ),
    "typescript": (
        (4, r"^\s*(?:export\s+)?(?:interface|type)\s+\w+(?:<[^>]*>)?\s*(?:=|\{|extends)"),
        (3, r"\b(?:const|let|var)\s+\w+\s*:\s*[A-Za-z][\w<>\[\]|. ]*\s*="),
        (3, r"\(\s*(?:(?:private|public|readonly)\s+)?\w+\??:\s*(?:string|number|boolean|any|unknown|[A-Z]\w*)"),
        (3, r"\)\s*:\s*(?:Promise<|void|string|number|boolean|any|[A-Z]\w*(?:<|\[|\s*\{))"),
        (3, r"\bas\s+(?:const|any|unknown|string|[A-Z]\w*)\b|^\s*import\s+type\b|^\s*enum\s+\w+\s*\{"),
        (2, r"\b(?:private|public|readonly|protected)\s+\w+\??\s*:\s*\w"),
        (2, r"^\s*import\s.*\bfrom\s+[\"']|^\s*export\s+(?:default|const|function|async|class)\b"),
        (1, r"=>\s*(?:\{|\()|\b(?:const|let)\s|===|`[^`]*\$\{"),
        (1, r"[;{}]\s*(?://.*)?$"),
    ),
    "java": (
        (4, r"^\s*import\s+(?:static\s+)?[a-z]\w*(?:\.\w+)+(?:\.\*)?;"),
        (4, r"^\s*(?:public|private|protected)\s+(?:static\s+|final\s+|abstract\s+)*(?:class|interface|enum|record|void|String|int|boolean|[A-Z]\w*(?:<[^>]*>)?(?:\[\])?)\s+\w+\s*(?:\(|\{|=|;|<|extends|implements)"),
        (3, r"\bSystem\.(?:out|err|getenv|getProperty)\b|\bpublic static void main\b|\bthrows\s+\w+Exception"),
        (3, r"^\s*@(?:Override|Autowired|RestController|Controller|GetMapping|PostMapping|Entity|Test|Service|Bean|RequestMapping)\b"),
        (2, r"^\s*(?:final\s+)?(?:String|Integer|List<\w+>|Map<[\w, ]+>|int|long|byte\[\]|[A-Z]\w+)\s+\w+\s*=\s*(?:new\s+[A-Z]|[^=].*;)"),
        (2, r"\bnew\s+[A-Z]\w*(?:<[^>]*>)?\(.*\)\s*[;.{]|\bcatch\s*\(\s*\w*Exception\b"),
        (1, r"[;{}]\s*(?://.*)?$"),
    ),
    "csharp": (
        (4, r"^\s*using\s+(?:static\s+)?[A-Z]\w*(?:\.\w+)*;"),
        (4, r"^\s*namespace\s+[\w.]+\s*[;{]?\s*$"),
        (3, r"\bConsole\.(?:Write|Read)|\bIActionResult\b|\bTask<|\basync Task\b|\bstring\.\w+|\bvar\s+\w+\s*=\s*(?:await|new)\b"),
        (3, r"\{\s*get;\s*(?:private\s+|init;|set;)?|^\s*\[(?:Http\w+|Route|ApiController|Authorize|FromBody|Serializable)"),
        (2, r"^\s*(?:public|private|protected|internal)\s+(?:static\s+|async\s+|override\s+|virtual\s+|readonly\s+|sealed\s+|partial\s+)*(?:class|interface|void|string|int|bool|Task|IEnumerable|[A-Z]\w*)\b"),
        (2, r"\$\"|@\"|\bforeach\s*\(|\bnew\s+[A-Z]\w*(?:<[^>]*>)?\s*[({]"),
        (1, r"[;{}]\s*(?://.*)?$"),
    ),
    "go": (
        (5, r"^\s*package\s+\w+\s*$"),
        (4, r"^\s*func\s+(?:\(\w+\s+\*?[\w.]+\)\s*)?\w*\s*\([^)]*\)\s*(?:[\w.*\[\]()_, ]+)?\s*\{"),
        (3, r"\w+(?:\s*,\s*\w+)*\s*:=\s*\S"),
        (3, r"\bif\s+err\s*!=\s*nil\b|\b(?:fmt|http|os|exec|strings|json|log|context)\.[A-Z]\w+"),
        (3, r"^\s*type\s+\w+\s+(?:struct|interface)\s*\{|\bdefer\s+\w|\bgo\s+func\b|\bchan\s+\w|\bmap\[\w+\]"),
        (1, r"^\s*import\s+(?:\(|\")|\bnil\b"),
    ),
    "rust": (
        (4, r"^\s*(?:pub(?:\(\w+\))?\s+)?(?:async\s+|unsafe\s+)?fn\s+\w+\s*(?:<[^>]*>)?\s*\("),
        (4, r"\blet\s+mut\s+\w+|^\s*use\s+[\w:]+(?:::\{[^}]*\}?)?;?|^\s*impl(?:<[^>]*>)?\s+\w"),
        (3, r"\b(?:println|vec|format|panic|eprintln|assert_eq|write)!\s*[(\[]|#\[(?:derive|test|tokio|cfg)"),
        (2, r"\.unwrap\(\)|\bOk\(|\bErr\(|\bSome\(|->\s*(?:Result|Option|Self|String|impl)\b|&mut\s|&str\b|::<|\bmatch\s+\w"),
        (2, r"\blet\s+\w+(?:\s*:\s*[\w<>&\[\]]+)?\s*=.*;"),
        (1, r"[;{}]\s*(?://.*)?$"),
    ),
    "c": (
        (4, r"^\s*#\s*include\s*<(?:std(?:io|lib|int|bool|arg|def)|string|unistd|errno|math|ctype|sys/\w+|pthread|netinet/\w+)\.h>"),
        (2, r"^\s*#\s*(?:include\s*\"|define\b|ifdef\b|ifndef\b|endif\b|pragma\b)"),
        (3, r"^\s*(?:static\s+|const\s+|extern\s+|inline\s+|unsigned\s+)*(?:int|void|char|size_t|struct\s+\w+|float|double|long|bool|u?int\d+_t|FILE)\s*\*{0,2}\s*\w+\s*\([^)]*\)?\s*\{?\s*$"),
        (3, r"\b(?:malloc|free|strcpy|strcat|sprintf|snprintf|memcpy|strlen|scanf|fgets|gets|printf|sizeof|memset)\s*\("),
        (2, r"\b\w+->\w+|\bstruct\s+\w+\s*(?:\*|\{)|^\s*(?:char|int|unsigned|size_t)\s+\*?\w+(?:\[\w*\])?\s*(?:=|;)|\bNULL\b"),
        (1, r"[;{}]\s*(?:/[/*].*)?$"),
    ),
    "cpp": (
        (4, r"^\s*#\s*include\s*<(?:iostream|string|vector|map|memory|fstream|sstream|algorithm|thread|mutex|cstd\w+|cstring|unordered_map)>"),
        (4, r"\bstd::\w+|^\s*using\s+namespace\s+\w+|^\s*template\s*<"),
        (3, r"\b(?:cout|cerr|endl|cin)\b\s*(?:<<|>>|;)?|\bnullptr\b|\bconst\s+\w+\s*&|::\w+\(|\bauto\s+\w+\s*="),
        (2, r"^\s*(?:public|private|protected):\s*$|\bvirtual\b|\boverride\b|\bdelete\s+\w|\bnew\s+\w+\["),
        (2, r"^\s*(?:static\s+|const\s+|inline\s+)*(?:int|void|char|bool|float|double|std::string|string)\s*[*&]?\s*\w+\s*\([^)]*\)?\s*\{?\s*$"),
        (2, r"\b\w+->\w+|\b(?:memcpy|strcpy|strlen|malloc|free|sizeof)\s*\("),
        (1, r"[;{}]\s*(?:/[/*].*)?$"),
    ),
    "php": (
        (6, r"<\?(?:php|=)"),
        (3, r"\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES|SESSION)\b"),
        (3, r"\$\w+\s*=\s*[^=]|\$this->\w+|\$\w+->\w+|\$\w+\["),
        (3, r"^\s*(?:public|private|protected)\s+(?:static\s+)?function\s+\w+\s*\(|^\s*use\s+[A-Z]\w*(?:\\\w+)+;|^\s*namespace\s+\w+(?:\\\w+)*;"),
        (2, r"\bfunction\s+\w*\s*\(\s*(?:[\w?|]+\s+)?&?\$\w+|\becho\s|=>\s|\barray\(|::\w+\("),
        (1, r"[;{}]\s*(?://.*)?$"),
    ),
    "ruby": (
        (4, r"^\s*def\s+(?:self\.)?\w+[?!=]?(?:\s*\([^)]*\)|\s+[\w, ]+)?\s*$"),
        (3, r"^\s*end\s*$"),
        (3, r"^\s*require(?:_relative)?\s+[\"']|^\s*class\s+[A-Z]\w*(?:\s*<\s*[A-Z][\w:]*)?\s*$|^\s*module\s+[A-Z]\w*\s*$"),
        (3, r"\bdo\s*\|[^|]*\|\s*$|\{\s*\|\w+(?:,\s*\w+)*\||\bparams\[:\w+\]|^\s*(?:before_action|has_many|belongs_to|attr_accessor|validates|skip_before_action)\b"),
        (2, r"^\s*@\w+\s*=|\bputs\s|\.nil\?|\.each\b|\bunless\b|#\{[^}]*\}|=>\s*[:\"']|\belsif\b|:\w+\s*=>"),
        (1, r"\s:\w+\b"),
    ),
    "kotlin": (
        (4, r"^\s*(?:(?:private|public|internal|override|suspend|open|inline)\s+)*fun\s+(?:<[^>]*>\s*)?[\w.]+\s*\("),
        (4, r"^\s*(?:data|sealed|open|enum)\s+class\s+\w+|^\s*(?:companion\s+)?object\s*\w*\s*[{:]"),
        (3, r"^\s*(?:private\s+|lateinit\s+|override\s+|const\s+)*va[lr]\s+\w+\s*(?::\s*[\w<>?, ]+)?\s*=|\bva[lr]\s+\w+\s*:\s*[A-Z]"),
        (2, r"\?\.\w|\?:\s|!!\.|\bwhen\s*\(|\bprintln\(|\blistOf\(|\bmapOf\(|it\.\w+"),
        (2, r"^\s*import\s+[a-z]\w*(?:\.\w+)+\s*$"),
    ),
    "swift": (
        (4, r"^\s*import\s+(?:Foundation|UIKit|SwiftUI|CryptoKit|Security|Vapor|WebKit|Combine|CommonCrypto|LocalAuthentication)\s*$"),
        (4, r"^\s*(?:(?:public|private|internal|static|override|@\w+)\s+)*func\s+\w+\s*\((?:\w+\s+)?\w*:?[^)]*\)?\s*(?:async\s*)?(?:throws\s*)?(?:->\s*[\w?<>\[\]: ]+)?\s*\{?\s*$"),
        (3, r"\bguard\s+let\b|\bif\s+let\s+\w+\s*=|\blet\s+\w+\s*(?::\s*[A-Z][\w<>?\[\]]*)?\s*=\s*[^;]+$|\bvar\s+\w+\s*:\s*[A-Z\[]"),
        (2, r"\btry[?!]\s|\bnil\b|\bself\.\w+|\\\([^)]*\)|\bas[?!]\s|@IBOutlet|@State\b|URLSession\b|\bstruct\s+\w+\s*:\s*\w+"),
    ),
    "scala": (
        (4, r"^\s*(?:(?:override|private|protected|implicit|final)\s+)*def\s+\w+\s*(?:\[[^\]]*\])?\s*(?:\([^)]*\))*\s*(?::\s*[\w\[\], ]+)?\s*=\s*"),
        (4, r"^\s*(?:case\s+class|case\s+object|object|trait|sealed\s+trait)\s+\w+"),
        (2, r"^\s*va[lr]\s+\w+\s*(?::\s*[\w\[\]]+)?\s*=|^\s*import\s+\w+(?:\.\w+)*\.(?:_|\{[^}]*\})|\bmatch\s*\{|=>\s*$|\bcase\s+\w+.*=>"),
    ),
    "bash": (
        (6, r"^#!\s*/(?:usr/)?bin/(?:env\s+)?(?:ba|z|k|da)?sh\b"),
        (3, r"^\s*(?:\$\s+|#\s+)?(?:sudo\s+)?(?:apt(?:-get)?|yum|dnf|apk|brew|pip3?|npm|npx|yarn|pnpm|docker|kubectl|helm|git|curl|wget|chmod|chown|mkdir|rm|cp|mv|cd|ls|cat|echo|export|source|ssh|scp|tar|unzip|systemctl|service|openssl|aws|gcloud|az|terraform|ansible|python3?|node|go|cargo|make|sed|awk|grep|find|uv|poetry|conda|bash|sh|set|crontab|iptables|ufw|useradd)\s+[-\w./~$\"'{:@]"),
        (3, r"^\s*(?:if|elif|while|until)\s+(?:\[{1,2}|!|\w+).*;\s*(?:then|do)\s*$|^\s*(?:fi|done|esac)\s*$|^\s*for\s+\w+\s+in\s.*;?\s*(?:do)?\s*$"),
        (2, r"\$\{\w+[^}]*\}|\$\(|\s\|\s*(?:sh|bash|grep|awk|sed|xargs|sort|head|tail|jq|tee)\b|&&\s*\\?$|\s2?>(?:&1|/dev/null)|^\s*\w+\(\)\s*\{"),
        (2, r"^\s*[A-Z_][A-Z0-9_]*=\S*\s*$|^\s*(?:local|readonly|declare)\s+\w+|^\s*set\s+-[euxo]"),
    ),
    "powershell": (
        (4, r"^\s*(?:function\s+)?[A-Z][a-z]+-[A-Z]\w+\b|^\s*param\s*\(|\[Parameter\("),
        (3, r"^\s*\$\w+\s*=\s*(?:Get|New|Invoke|ConvertTo)-\w+|\s-(?:eq|ne|like|match)\s|\$(?:env|_|PSScriptRoot)\b[:.]"),
    ),
    "sql": (
        (4, r"^\s*(?:SELECT\s+.+(?:\sFROM\s|$)|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s|CREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|INDEX|VIEW|FUNCTION|PROCEDURE|USER|DATABASE|ROLE|POLICY)\s|ALTER\s+(?:TABLE|USER|ROLE)\s|DROP\s+(?:TABLE|DATABASE)\s|GRANT\s+[\w, ]+\s+(?:ON|TO)\s)"),
        (2, r"^\s*(?:FROM|WHERE|JOIN|LEFT JOIN|INNER JOIN|GROUP BY|ORDER BY|VALUES)\b"),
        (2, r"^\s*\w+\s+(?:INT(?:EGER)?|VARCHAR\(\d+\)|TEXT|SERIAL|BOOLEAN|TIMESTAMP|UUID)\b"),
    ),
    "html": (
        (5, r"^\s*<!DOCTYPE\s+html|^\s*<html\b"),
        (3, r"<(?:div|span|p|a|form|input|script|head|body|table|button|ul|li|h[1-6]|img|link|meta|label|iframe)\b[^>]*>"),
        (2, r"</(?:div|span|p|a|form|script|head|body|table|button|ul|li|h[1-6]|html)>"),
    ),
    "dockerfile": (
        (5, r"^\s*FROM\s+[\w./:@-]+(?:\s+AS\s+\w+)?\s*$"),
        (3, r"^\s*(?:RUN|COPY|ADD|WORKDIR|ENTRYPOINT|CMD|EXPOSE|ENV|ARG|USER|HEALTHCHECK|VOLUME|LABEL)\s+[\w\[\"'./$-]"),
    ),
    "terraform": (
        (5, r"^\s*(?:resource|data)\s+\"\w+\"\s+\"[\w-]+\"\s*\{|^\s*(?:variable|output|provider|module)\s+\"[\w-]+\"\s*\{|^\s*terraform\s*\{"),
        (2, r"^\s*\w+\s*=\s*(?:\"|\[|true|false|\d|var\.|aws_|azurerm_|google_|local\.)"),
    ),
    "yaml": (
        (4, r"^(?:apiVersion|kind|metadata|spec|services|version|jobs|stages|on|name|AWSTemplateFormatVersion|Resources|hosts|tasks):(?:\s|$)"),
        (2, r"^\s*-\s+(?:\w[\w.-]*|\"[^\"]+\"):(?:\s|$)"),
        (1, r"^\s*[\w.-]+:(?:\s+[^{;]*)?$"),
    ),
    "nginx": (
        (4, r"^\s*(?:server|location(?:\s+[~^=*]+)?\s+\S+|upstream\s+\w+|http|events)\s*\{\s*$"),
        (3, r"^\s*(?:listen|server_name|proxy_pass|root|ssl_\w+|add_header|proxy_set_header|autoindex|index|return|rewrite)\s+[^=;]+;"),
    ),
}  # fmt: skip
_COMPILED: Mapping[str, tuple[tuple[int, re.Pattern[str]], ...]] = MappingProxyType(
    {name: tuple((weight, re.compile(mark)) for weight, mark in marks) for name, marks in _MARKS.items()}
)
# A dialect says it by marks of its own; its kin shares the rest, and is scanned too.
_KIN: Final = MappingProxyType({"typescript": "javascript", "cpp": "c"})


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and how much speaks for it."""

    language: str
    score: int


def scores(text: str) -> list[Guess]:
    """Every language that the text shows marks of, the likeliest first."""
    counted: dict[tuple[str, int], int] = {}
    for line in _lines(text):
        for language, marks in _COMPILED.items():
            for index, (_, mark) in enumerate(marks):
                if mark.search(line):
                    counted[language, index] = counted.get((language, index), 0) + 1
    totals: dict[str, int] = {}
    for (language, index), times in counted.items():
        totals[language] = totals.get(language, 0) + min(times, _CAP) * _COMPILED[language][index][0]
    return sorted((Guess(name, score) for name, score in totals.items()), key=lambda guess: -guess.score)


def languages_of_text(text: str) -> tuple[str, ...]:
    """The likeliest language of a text, and a second one where it is nearly as likely; empty where nothing speaks for any."""
    ranked = scores(text)
    if not ranked or ranked[0].score < LEAST:
        return ()
    best = ranked[0]
    second = next((each for each in ranked[1:] if each.score >= max(best.score * NEAR, LEAST)), None)
    if second is None or _KIN.get(best.language) == second.language:
        return (best.language,)
    return (best.language, second.language)


def _lines(text: str) -> Iterator[str]:
    """The lines that are looked at."""
    at = 0
    for _ in range(MAX_LINES):
        end = text.find("\n", at)
        line = text[at : min(at + MAX_LINE_CHARS, len(text) if end < 0 else end)]
        if line.strip():
            yield line
        if end < 0:
            return
        at = end + 1
