"""What the lines of a language show that others seldom do: data for guess.py.

A mark is a weight and a pattern; a line that shows it counts once. Where two languages share a mark, the one that uses it more weighs more.
Rules for this file: data; every pattern is linear in a line.
"""

# ruff: noqa: E501 - a mark is one line
from __future__ import annotations

from collections.abc import Mapping

# language: (weight, what a line shows)
MARKS: Mapping[str, tuple[tuple[int, str], ...]] = {
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
        (3, r"\b(?:String|Int32|Boolean|DateTime|Guid|Uri)\.(?:Format|Parse|Now|NewGuid|IsNullOr\w+)\b|\busing\s*\((?:var\s|[A-Z])|\b(?:Sql(?:Command|Connection|DataReader)|HttpClient|ProcessStartInfo|XmlDocument|MD5CryptoServiceProvider|StreamReader|DllImport)\b|\bConvert\.To[A-Z]"),
        (2, r"^\s*(?:string|bool|decimal|object|byte\[\])\s+\w+\s*=|\.\s*[A-Z]\w+\((?:[^)]*\))?;\s*$"),
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
        (3, r"\b(?:std|env|core|tokio|serde)::(?:env|fs|io|path|process|time|collections|mem|ptr|thread|str|slice|net|args|current_exe|temp_dir)\b|\b[A-Z]\w*::(?:new|from|default|with_capacity)\(|\bunsafe\s*\{|\|\w*\|\s*\w|(?<=\w|\))\?[;.)]"),
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
        (3, r"^\s*namespace\s+\w*\s*\{|^\s*class\s+\w+\s*(?:final\s*)?:\s*(?:public|private)|^\s*\};\s*$|\b(?:vector|unique_ptr|shared_ptr|map|set)<|\b\w+::\w+::\w+|\b(?:static|dynamic|reinterpret|const)_cast<|\b[A-Z]\w*::~?[A-Z]\w*\("),
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
        (3, r"\b(?:Digest::\w+|OpenSSL::\w+|Net::(?:HTTP|FTP|SSH)|ActiveRecord::\w+|ActionController::\w+|HTTParty|ERB|YAML|Marshal|Rails)(?:::\w+)*\.\w+|\brescue\s|\.html_safe\b|\b(?:render|redirect_to|link_to)\s+[:\"'@]"),
        (1, r"\s:\w+\b"),
    ),
    "kotlin": (
        (4, r"^\s*(?:(?:private|public|internal|override|suspend|open|inline)\s+)*fun\s+(?:<[^>]*>\s*)?[\w.]+\s*\("),
        (4, r"^\s*(?:data|sealed|open|enum)\s+class\s+\w+|^\s*(?:companion\s+)?object\s*\w*\s*[{:]"),
        (3, r"^\s*(?:private\s+|lateinit\s+|override\s+|const\s+)*val\s+\w+\s*(?::\s*[\w<>?, ]+)?\s*=|\bva[lr]\s+\w+\s*:\s*[A-Z]"),
        (3, r"\bva[lr]\s+\w+\s*:\s*[A-Z]\w*[?,)]|^\s*\w+\s*:\s*[A-Z]\w*\?,?\s*$|\)\s*:\s*[A-Z][\w<>?]*\s*(?:=|\{)\s*\S?"),
        (2, r"\?\.\w|\?:\s|!!\.|\bwhen\s*\(|\bprintln\(|\blistOf\(|\bmapOf\(|it\.\w+"),
        (2, r"^\s*import\s+[a-z]\w*(?:\.\w+)+\s*$"),
    ),
    "swift": (
        (4, r"^\s*import\s+(?:Foundation|UIKit|SwiftUI|CryptoKit|Security|Vapor|WebKit|Combine|CommonCrypto|LocalAuthentication)\s*$"),
        (4, r"^\s*(?:(?:public|private|internal|static|override|@\w+)\s+)*func\s+\w+\s*\((?:\w+\s+)?\w*:?[^)]*\)?\s*(?:async\s*)?(?:throws\s*)?(?:->\s*[\w?<>\[\]: ]+)?\s*\{?\s*$"),
        (3, r"\bguard\s+let\b|\bif\s+let\s+\w+\s*=|\blet\s+\w+\s*(?::\s*[A-Z][\w<>?\[\]]*)?\s*=\s*[^;]+$|\bvar\s+\w+\s*:\s*[A-Z\[]"),
        (3, r"\bkSec[A-Z]\w+|\bkCC[A-Z]\w+|\bNS[A-Z]\w+\(|\bUserDefaults\.standard\b|\bas\s+(?:String|CFString|CFDictionary)\b"),
        (2, r"\btry[?!]\s|\bnil\b|\bself\.\w+|\\\([^)]*\)|\bas[?!]\s|@IBOutlet|@State\b|URLSession\b|\bstruct\s+\w+\s*:\s*\w+"),
    ),
    "scala": (
        (4, r"^\s*(?:(?:override|private|protected|implicit|final)\s+)*def\s+\w+\s*(?:\[[^\]]*\])?\s*(?:\([^)]*\))*\s*(?::\s*[\w\[\], ]+)?\s*=\s*"),
        (4, r"^\s*(?:case\s+class|case\s+object|object|trait|sealed\s+trait)\s+\w+"),
        (3, r"^\s*va[lr]\s+\w+\s*(?::\s*[\w\[\]]+)?\s*=|\b(?:Action|Future|Option|Seq)\s*[\[{]|\bs\"[^\"]*\$"),
        (2, r"^\s*import\s+\w+(?:\.\w+)*\.(?:_|\{[^}]*\})|\bmatch\s*\{|=>\s*$|\bcase\s+\w+.*=>"),
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
        (5, r"(?i)^\s*<!DOCTYPE\s+html|^\s*<html\b"),
        (3, r"<(?:div|span|p|a|form|input|script|head|body|table|button|ul|li|h[1-6]|img|link|meta|label|iframe)\b[^>]*>"),
        (2, r"</(?:div|span|p|a|form|script|head|body|table|button|ul|li|h[1-6]|html)>"),
    ),
    "vue": ((9, r"^<(?:template(?:\s+lang=\S+)?>|script\s+setup\b)"),),
    "dockerfile": (
        (9, r"^\s*FROM\s+(?:--platform=\S+\s+)?[\w./:@${}-]+(?:\s+(?:AS|as)\s+[\w-]+)?\s*$"),
        (5, r"^\s*(?:RUN|COPY|ADD|WORKDIR|ENTRYPOINT|CMD|EXPOSE|ENV|ARG|USER|HEALTHCHECK|VOLUME|LABEL)\s+[\w\[\"'./$-]"),
    ),
    "solidity": (
        (6, r"^\s*pragma\s+solidity\b|^\s*(?:abstract\s+)?contract\s+\w+(?:\s+is\s+[\w, ]+)?\s*\{?"),
        (4, r"\bmsg\.(?:sender|value|data)\b|\btx\.origin\b|\bblock\.(?:timestamp|number)\b|\bmapping\s*\([^)]*=>|\b(?:address|uint256|bytes32)\s+(?:public|private|payable|memory|\w+\s*[;,)=])"),
        (3, r"\bfunction\s+\w+\s*\([^)]*\)\s*(?:external|public|internal|private|view|pure|payable|returns)\b|\b(?:require|assert|revert)\(.*\);|\bemit\s+\w+\("),
    ),
    "lua": (
        (4, r"^\s*local\s+(?:function\s+)?\w+(?:\s*,\s*\w+)*\s*(?:=|\()|^\s*function\s+\w+(?:[.:]\w+)*\s*\([^)]*\)\s*$"),
        (3, r"\bngx\.\w+|\bthen\s*$|^\s*elseif\b|\bfor\s+\w+(?:\s*,\s*\w+)?\s+in\s+i?pairs\(|\.\.\s*\w|~=|^\s*end[,)]?\s*$"),
        (2, r"^\s*--\s|\bos\.execute\(|\bio\.popen\(|\bloadstring\("),
    ),
    "perl": (
        (6, r"^#!.*\bperl\b|^\s*use\s+(?:strict|warnings|CGI|DBI|LWP::\w+)\b"),
        (4, r"^\s*my\s+[$@%(]|^\s*sub\s+\w+\s*\{|=~\s*[ms]?/|\$\w+\s*->\s*\{|@\{\s*\$|\$[0_]\b|\bqw\("),
    ),
    "dart": (
        (5, r"^\s*import\s+'(?:package|dart):"),
        (4, r"\bWidget\s+build\(|^\s*@override\s*$|\bFuture<\w*>\s+\w+\(.*\)\s*(?:async)?|\blate\s+(?:final\s+)?\w|\bvoid\s+main\(\)\s*(?:async\s*)?\{"),
        (2, r"\bfinal\s+\w+\s*=|\bString\??\s+\w+\s*[=;]|\bawait\s+\w"),
    ),
    "elixir": (
        (5, r"^\s*defmodule\s+[\w.]+\s+do\s*$|^\s*defp?\s+\w+[?!]?(?:\(.*\))?(?:\s+when\s.*)?(?:\s+do|,\s*do:.*)\s*$"),
        (3, r"\|>\s*\w|\bfn\s.*->|^\s*(?:alias|use|import)\s+[A-Z]\w*(?:\.[A-Z]\w*)*\s*$|%\{\w+:|@(?:doc|moduledoc|spec)\b"),
        (1, r"^\s*end\s*$"),
    ),
    "haskell": (
        (5, r"^\s*module\s+[A-Z][\w.]*.*\bwhere\s*$|^\s*import\s+(?:qualified\s+)?[A-Z][\w.]*(?:\s+as\s+\w+|\s*\(.*\))?\s*$"),
        (4, r"^\s*\w+'?\s*::\s*.*(?:->|IO\b)|^\s*(?:data|newtype|instance)\s+[A-Z].*(?:=|where)|^\s*\w+\s*<-\s"),
    ),
    "groovy": (
        (5, r"^\s*plugins\s*\{|^\s*(?:implementation|testImplementation|classpath|id)\s+[\"'][\w.:-]+[\"']|^\s*pipeline\s*\{|^\s*(?:stage|node)\s*\([^)]*\)\s*\{"),
        (3, r"^\s*def\s+\w+\s*=|^\s*(?:agent\s+(?:any|none|\{)|stages\s*\{|steps\s*\{|environment\s*\{|dependencies\s*\{|repositories\s*\{)|^\s*(?:sh|bat|echo)\s+[\"']"),
    ),
    "batch": (
        (5, r"(?i)^\s*@echo\s+(?:off|on)|^\s*(?:setlocal|endlocal)\b|^\s*goto\s+:?\w+\s*$|^\s*if\s+(?:not\s+)?(?:exist|errorlevel|defined|\"?%)"),
        (4, r"(?i)^\s*set\s+(?:/[pa]\s+)?\"?\w+=|%~?\w*%|%~[dpnxf]*\d|^\s*rem\s|^\s*for\s+/[fdlr]\s"),
        (3, r"(?i)^\s*(?:reg\s+(?:add|delete)|schtasks|net\s+(?:user|stop|start|localgroup)|sc\s+(?:create|config|stop)|icacls|netsh|bitsadmin|certutil|del\s+/|rd\s+/|copy\s|xcopy\s|robocopy\s|taskkill)\b"),
    ),
    "makefile": (
        (6, r"^\.PHONY\s*:|^(?:all|clean|install|build|test|deploy|run|lint|help)\s*:(?!=)(?:\s+[\w./$()-]+)*\s*$"),
        (3, r"^\t@\w|\$\((?:MAKE|CC|CFLAGS|LDFLAGS|shell .*|wildcard .*)\)|^\t.*\$[@<^]|^[A-Z_]+\s*[:?]=\s"),
    ),
    "terraform": (
        (5, r"^\s*(?:resource|data)\s+\"\w+\"\s+\"[\w-]+\"\s*\{|^\s*(?:variable|output|provider|module)\s+\"[\w-]+\"\s*\{|^\s*terraform\s*\{"),
        (2, r"^\s*\w+\s*=\s*(?:\"|\[|true|false|\d|var\.|aws_|azurerm_|google_|local\.)"),
    ),
    "yaml": (
        (4, r"^(?:apiVersion|kind|metadata|spec|services|version|jobs|stages|on|name|AWSTemplateFormatVersion|Resources|hosts|tasks):(?:\s|$)"),
        (2, r"^\s*-\s+(?:\w[\w.-]*|\"[^\"]+\"):(?:\s|$)"),
        (1, r"^\s*[\w.-]+:(?:\s+[^{;]{0,200}[^{;,\s]\s*)?$"),
    ),
    "nginx": (
        (4, r"^\s*(?:server|location(?:\s+[~^=*]+)?\s+\S+|upstream\s+\w+|http|events)\s*\{\s*$"),
        (3, r"^\s*(?:listen|server_name|proxy_pass|root|ssl_\w+|add_header|proxy_set_header|autoindex|index|return|rewrite)\s+[^=;]+;"),
    ),
    "json": (
        (4, r"^\s*\"[^\"]{1,80}\"\s*:\s*(?:[\[{\"]|-?\d|true\b|false\b|null\b)"),
        (1, r"^\s*[\[{]\s*$|^\s*[\]}],?\s*$"),
    ),
    "xml": (
        (9, r"^\s*<\?xml\b"),
        (3, r"^\s*<(?:\w+:\w+|configuration|project|dependency|plugin|beans?|manifest|plist|system\.web|appSettings|activity|uses-permission)\b"),
        (1, r"</[\w.:-]+>\s*$|/>\s*$"),
    ),
    "ini": (
        (5, r"^\s*\[[\w .:/-]+\]\s*$"),
        (1, r"^[A-Za-z_][\w.-]*\s*=\s*[^=(\[{;]*$|^\s*;\s"),
    ),
    "css": (
        (4, r"^\s*(?:[.#][\w-]+|:root|body|html|a|p|h[1-6]|div|\*)(?:[\s,>+~]+[.#]?[\w:-]+)*\s*\{\s*$|^\s*@(?:media|font-face|keyframes)\b"),
        (3, r"^\s*(?:color|background(?:-\w+)?|margin(?:-\w+)?|padding(?:-\w+)?|display|font(?:-\w+)?|width|height|border(?:-\w+)?|position|flex|content)\s*:\s*[^;{]+;"),
    ),
    "graphql": (
        (4, r"^\s*(?:type|input|query|mutation|fragment)\s+\w+.*\{\s*$"),
        (3, r"^\s*\w+(?:\([^)]*\))?\s*:\s*\[?[A-Z]\w*!?\]?!?\s*$"),
    ),
}  # fmt: skip
