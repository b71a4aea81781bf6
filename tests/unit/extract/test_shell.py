from __future__ import annotations

import pytest

from proxy.extract.parts import Part
from proxy.extract.shell import Shell, shell_parts

Row = tuple[str, str | None, str | None, str]
OUTSIDE = "text from outside goes to an interpreter"
UNCLOSED = "a shell construct is not closed"


def read(command: str, dialect: str = "sh") -> Shell:
    shell = shell_parts(command, dialect=dialect)
    for part in shell.parts:
        for stretch in part.stretches:
            inner = part.text[stretch.start : stretch.start + stretch.length]
            assert inner == command[stretch.outer : stretch.outer + stretch.length]
    return shell


def rows(command: str, dialect: str = "sh") -> list[Row]:
    return [(part.origin, part.language, part.path, part.text) for part in read(command, dialect).parts]


def mapped(part: Part) -> str:
    return "".join(part.text[stretch.start : stretch.start + stretch.length] for stretch in part.stretches)


HEREDOCS = [
    pytest.param("cat > a.py <<EOF\nx\nEOF\n", [("heredoc", "python", "a.py", "x\n")], id="to-file"),
    pytest.param("cat <<EOF > a.py\nx\nEOF", [("heredoc", "python", "a.py", "x\n")], id="operator-first"),
    pytest.param("cat > a.py <<EOF\nEOF\ncat > b.py <<'X'\nX\n", [], id="empty"),
    pytest.param("cat >> a.py << 'E F'\nx\nE F\n", [("heredoc", "python", "a.py", "x\n")], id="delimiter-with-blank"),
    pytest.param("cat > a.py <<\\EOF\n$x\nEOF\n", [("heredoc", "python", "a.py", "$x\n")], id="escaped-delimiter"),
    pytest.param("cat > a.py <<$'EOF'\n\\$x\nEOF\n", [("heredoc", "python", "a.py", "\\$x\n")], id="ansi-delimiter"),
    pytest.param("cat > a.py <<-EOF\n\t\tx\n\t y\n\tEOF\n", [("heredoc", "python", "a.py", "x\n y\n")], id="tabs"),
    pytest.param("cat > a.py <<''\nx\n\nls", [("heredoc", "python", "a.py", "x\n")], id="empty-delimiter"),
    pytest.param("cat > a.py <<EOF\nx EOF\n EOF\nEOFX\nEOF\n", [("heredoc", "python", "a.py", "x EOF\n EOF\nEOFX\n")], id="near-terminators"),
    pytest.param("cat > a.py <<EOF\nx \\\nEOF\ny\nEOF\n", [("heredoc", "python", "a.py", "x EOF\ny\n")], id="joined-line-is-no-end"),
    pytest.param("cat > a.py <<EOF\nx \\\\\nEOF\ny\n", [("heredoc", "python", "a.py", "x \\\n")], id="escaped-backslash-joins-nothing"),
    pytest.param("cat > a.py <<'EOF'\nx \\\nEOF\n", [("heredoc", "python", "a.py", "x \\\n")], id="quoted-joins-nothing"),
    pytest.param('cat > a.py <<EOF\n\\$a \\` \\\\ \\q "\nEOF\n', [("heredoc", "python", "a.py", '$a ` \\ \\q "\n')], id="escapes"),
    pytest.param("cat > a.py <<EOF\nx\n\\", [("heredoc", "python", "a.py", "x\n\\")], id="lone-backslash-at-end"),
    pytest.param("cat <<A > a.py; cat <<B > b.js\n1\nA\n2\nB\n", [("heredoc", "python", "a.py", "1\n"), ("heredoc", "javascript", "b.js", "2\n")], id="two-on-a-line"),
    pytest.param("cat <<A | while read x; do\n1\nA\necho 2 > b.py; done", [("heredoc", None, None, "1\n"), ("file", "python", "b.py", "2\n")], id="body-inside-of-a-later-group"),
    pytest.param("cat <<EOF |\nx\nEOF\n  tee a.py", [("heredoc", "python", "a.py", "x\n")], id="line-ends-behind-pipe"),
    pytest.param("tee -a a.py b.js <<EOF >/dev/null\nx\nEOF\n", [("heredoc", "python", "a.py", "x\n"), ("heredoc", "javascript", "b.js", "x\n")], id="tee"),
    pytest.param("sudo -u me tee /etc/a.py <<EOF\nx\nEOF\n", [("heredoc", "python", "/etc/a.py", "x\n")], id="sudo-tee"),
    pytest.param("dd of=a.py <<EOF\nx\nEOF\n", [("heredoc", "python", "a.py", "x\n")], id="dd"),
    pytest.param("dd <<EOF > a.py\nx\nEOF\n", [("heredoc", "python", "a.py", "x\n")], id="dd-to-stdout"),
    pytest.param("install -m 755 /dev/stdin a.py <<EOF\nx\nEOF\n", [("heredoc", "python", "a.py", "x\n")], id="install"),
    pytest.param("cat > tool <<EOF\n#!/usr/bin/env python3\nx\nEOF\n", [("heredoc", "python", "tool", "#!/usr/bin/env python3\nx\n")], id="shebang"),
    pytest.param("sed 's/a/b/' <<EOF > a.py\nx\nEOF\n", [("heredoc", "python", "a.py", "x\n")], id="through-a-filter"),
    pytest.param("cat > a.py <<EOF\nx = '$HOME'\nEOF\n", [("heredoc", "python", "a.py", "x = '$HOME'\n")], id="unknown-variable-stays"),
    pytest.param("cat <<EOF\n$(cat > a.py <<'X'\nx\nX\n)\nEOF\n", [("heredoc", "python", "a.py", "x\n")], id="command-inside-of-a-heredoc"),
    pytest.param('x=$(cat <<EOF)\nx\nEOF\npython -c "$x"', [("heredoc", "python", None, "x")], id="body-behind-its-substitution"),
    pytest.param("( cat <<A\n1\nA\n) > a.py", [("heredoc", "python", "a.py", "1\n")], id="subshell"),
    pytest.param("python - <<'EOF'\nx\nEOF\n", [("heredoc", "python", None, "x\n")], id="python"),
    pytest.param("python3.11 <<EOF\nx\nEOF\n", [("heredoc", "python", None, "x\n")], id="python-version"),
    pytest.param("/usr/bin/python3 -u - a b <<EOF\nx\nEOF\n", [("heredoc", "python", None, "x\n")], id="python-with-arguments"),
    pytest.param("node <<EOF\nx\nEOF\nruby <<EOF\ny\nEOF\nphp <<EOF\nz\nEOF\n", [("heredoc", "javascript", None, "x\n"), ("heredoc", "ruby", None, "y\n"), ("heredoc", "php", None, "z\n")], id="others"),
    pytest.param("psql -h db -U me app <<EOF\nselect 1;\nEOF\n", [("heredoc", "sql", None, "select 1;\n")], id="sql"),
    pytest.param("bash -s -- a <<EOF\nls\nEOF\n", [("heredoc", "bash", None, "ls\n")], id="bash-s"),
    pytest.param("ssh -i key -p 22 host <<EOF\nls\nEOF\n", [("heredoc", "bash", None, "ls\n")], id="ssh"),
    pytest.param("ssh host bash <<EOF\nls\nEOF\n", [("inline", "bash", None, "bash"), ("heredoc", "bash", None, "ls\n")], id="ssh-bash"),
    pytest.param("ssh -t host 'python3 -' <<EOF\nx\nEOF\n", [("inline", "bash", None, "python3 -"), ("heredoc", "python", None, "x\n")], id="ssh-python"),
    pytest.param("docker exec -i web sh <<EOF\nls\nEOF\n", [("heredoc", "bash", None, "ls\n")], id="docker-exec"),
    pytest.param("docker exec -i web app <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="wrapped-unknown"),
    pytest.param("docker exec -i web cat /x", [], id="wrapped-cat"),
    pytest.param("kubectl apply -f - <<EOF\nkind: Pod\nEOF\n", [("heredoc", None, None, "kind: Pod\n")], id="kubectl"),
    pytest.param("bash <<EOF\npython -c 'x'\nEOF\n", [("heredoc", "bash", None, "python -c 'x'\n"), ("inline", "python", None, "x")], id="nested-shell"),
    pytest.param("cat > run.sh <<'A'\ncat > a.py <<'B'\nx\nB\nA\n", [("heredoc", "bash", "run.sh", "cat > a.py <<'B'\nx\nB\n"), ("heredoc", "python", "a.py", "x\n")], id="script-that-writes"),
    pytest.param("python manage.py shell <<EOF\nx\nEOF\n", [("heredoc", "python", None, "x\n")], id="django-shell"),
    pytest.param("python load.py <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="read-by-a-script"),
    pytest.param("python load.py shell <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="read-by-another-shell"),
    pytest.param("python -m json.tool <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="read-by-a-module"),
    pytest.param("cat <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="shown"),
    pytest.param("git commit -F - <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="unknown-reader"),
    pytest.param("sudo make <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="unknown-behind-sudo"),
    pytest.param("A=1 <<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n")], id="assignment-only"),
    pytest.param("read -r -d '' CODE <<EOF\nx\nEOF\npython -c \"$CODE\"", [("heredoc", None, None, "x\n"), ("heredoc", "python", None, "x\n")], id="read"),
    pytest.param("read x", [], id="read-nothing"),
    pytest.param("python /dev/fd/3 3<<EOF\nx\nEOF\n", [("heredoc", None, None, "x\n"), ("heredoc", "python", None, "x\n")], id="other-descriptor"),
    pytest.param("source a.sh <<EOF\nls\nEOF\nsource; cmd a <<EOF\nx\nEOF\n", [("heredoc", None, None, "ls\n"), ("heredoc", None, None, "x\n")], id="read-by-nothing"),
    pytest.param("source /dev/stdin <<EOF\nls\nEOF\n", [("heredoc", "bash", None, "ls\n")], id="source"),
    pytest.param("patch -p1 <<'EOF'\n--- a\n+++ b\nEOF\n", [("patch", "diff", None, "--- a\n+++ b\n")], id="patch"),
    pytest.param("git apply --index <<'EOF'\n--- a\nEOF\n", [("patch", "diff", None, "--- a\n")], id="git-apply"),
    pytest.param("apply_patch <<'EOF'\n*** Begin Patch\n*** End Patch\nEOF\n", [("patch", "diff", None, "*** Begin Patch\n*** End Patch\n")], id="apply-patch"),
    pytest.param("apply_patch '*** Begin Patch\n*** End Patch'", [("patch", "diff", None, "*** Begin Patch\n*** End Patch")], id="apply-patch-argument"),
    pytest.param("patch < a.diff; git diff", [], id="patch-file"),
    pytest.param("cat > a.txt <<EOF\nx\nEOF\npython a.txt", [("heredoc", "python", None, "x\n"), ("heredoc", "text", "a.txt", "x\n")], id="file-whose-name-hides-it"),
    pytest.param("cat > a.txt <<EOF\nx\nEOF\n. a.txt", [("heredoc", "bash", None, "x\n"), ("heredoc", "text", "a.txt", "x\n")], id="sourced-file-whose-name-hides-it"),
    pytest.param("cat > a.txt <<EOF\nx\nEOF\nruby < a.txt", [("heredoc", "ruby", None, "x\n"), ("heredoc", "text", "a.txt", "x\n")], id="file-read"),
    pytest.param("cat > a.py <<EOF\nx\nEOF\ncat > a.py <<EOF\ny\nEOF\n", [("heredoc", "python", "a.py", "x\n"), ("heredoc", "python", "a.py", "y\n")], id="written-twice"),
    pytest.param("cat > a.py <<EOF\nx\nEOF\necho y >> a.py", [("heredoc", "python", "a.py", "x\ny\n")], id="heredoc-then-append"),
    pytest.param("cat > $DIR/a.py <<EOF\nx\nEOF\n", [("heredoc", "python", "$DIR/a.py", "x\n")], id="path-with-variable"),
    pytest.param("cat > $FILE <<EOF\nx\nEOF\n", [("heredoc", None, "$FILE", "x\n")], id="path-is-a-variable"),
    pytest.param("cat > >(tee a.py) <<EOF\nx\nEOF\n", [("heredoc", "python", "a.py", "x\n")], id="to-a-process"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), HEREDOCS)
def test_heredocs_are_found(command: str, expected: list[Row]) -> None:
    assert expected == rows(command)


INLINE = [
    pytest.param("python -c 'x'", [("inline", "python", None, "x")], id="python"),
    pytest.param('python3 -Ic "a \\"b\\""', [("inline", "python", None, 'a "b"')], id="python-flags"),
    pytest.param("python -W ignore -c'x' -c y", [("inline", "python", None, "x"), ("inline", "python", None, "y")], id="attached"),
    pytest.param("python -Wignore -Xdev -c x", [("inline", "python", None, "x")], id="attached-values"),
    pytest.param("python -mjson.tool -c x; python -m pip -c x; python -- -c; python a.py -c x", [], id="not-code"),
    pytest.param("python -c", [], id="nothing-follows"),
    pytest.param("py -3 -c x", [("inline", "python", None, "x")], id="py"),
    pytest.param("node -e 'x'; node --eval=y; node --eval z; node -pe w; node --trace-x a.js -e no", [("inline", "javascript", None, code) for code in "xyzw"], id="node"),
    pytest.param("node -r mod -e x", [("inline", "javascript", None, "x")], id="node-require"),
    pytest.param("deno eval 'x'; tsx -e y; deno run a.ts", [("inline", "typescript", None, "x"), ("inline", "typescript", None, "y")], id="typescript"),
    pytest.param("perl -MFoo -lne 'x'; ruby -e 'y'; php -r 'z'; Rscript -e w; lua5.4 -e v", [("inline", "perl", None, "x"), ("inline", "ruby", None, "y"), ("inline", "php", None, "z"), ("inline", "r", None, "w"), ("inline", "lua", None, "v")], id="others"),
    pytest.param("bash -lc 'ls a'", [("inline", "bash", None, "ls a")], id="bash-lc"),
    pytest.param("sh -c -e 'ls' name", [("inline", "bash", None, "ls")], id="flag-behind-c"),
    pytest.param("bash -o pipefail -c 'ls'", [("inline", "bash", None, "ls")], id="bash-option"),
    pytest.param("bash -c \"sh -c 'python -c x'\"", [("inline", "bash", None, "sh -c 'python -c x'"), ("inline", "bash", None, "python -c x"), ("inline", "python", None, "x")], id="nested"),
    pytest.param("psql app -c 'select 1' --command='select 2'", [("inline", "sql", None, "select 1"), ("inline", "sql", None, "select 2")], id="psql"),
    pytest.param("mysql -uroot -psecret -e 'select 1' db; sqlite3 -batch db 'select 2'", [("inline", "sql", None, "select 1"), ("inline", "sql", None, "select 2")], id="sql"),
    pytest.param("sqlite3 -cmd x db; mongosh --eval 'db.x'", [("inline", "sql", None, "x"), ("inline", "javascript", None, "db.x")], id="long-with-one-dash"),
    pytest.param("sqlite3 db", [], id="sqlite-without-code"),
    pytest.param("sudo env A=b python -c x", [("inline", "python", None, "x")], id="wrapped"),
    pytest.param("docker run -i python python -c x", [("inline", "python", None, "x")], id="image-of-that-name"),
    pytest.param("sudo a b c", [], id="wrapped-nothing"),
    pytest.param("timeout 5 xargs -I{} sh -c 'ls {}'", [("inline", "bash", None, "ls {}")], id="xargs"),
    pytest.param("find . -exec python -c x {} \\;", [("inline", "python", None, "x")], id="find-exec"),
    pytest.param("su - me -c 'ls'; flock /tmp/l -c 'a'", [("inline", "bash", None, "ls"), ("inline", "bash", None, "a")], id="su"),
    pytest.param("eval 'ls' -- \"b\"; eval; trap 'rm x' EXIT; watch -- ls", [("inline", "bash", None, "ls b"), ("inline", "bash", None, "rm x"), ("inline", "bash", None, "ls")], id="words"),
    pytest.param("ssh host cat a '> b.py'", [("inline", "bash", None, "cat a > b.py")], id="ssh-words"),
    pytest.param("ssh host", [], id="ssh-alone"),
    pytest.param("ssh -v", [], id="ssh-no-host"),
    pytest.param("echo 'x' | python", [("inline", "python", None, "x\n")], id="pipe"),
    pytest.param("python <<< 'x'", [("inline", "python", None, "x\n")], id="here-string"),
    pytest.param("bash <(echo ls)", [("inline", "bash", None, "ls\n")], id="process-substitution"),
    pytest.param("source <(echo ls)", [("inline", "bash", None, "ls\n")], id="sourced-substitution"),
    pytest.param("bash < <(echo ls)", [("inline", "bash", None, "ls\n")], id="read-from-substitution"),
    pytest.param("echo ls | tee >(sh) > /dev/null", [("inline", "bash", None, "ls\n")], id="tee-to-process"),
    pytest.param("$(echo python -c) x; P='python -c'; $P y", [("inline", "python", None, "x"), ("inline", "python", None, "y")], id="command-from-words"),
    pytest.param("b'as'h -c ls", [("inline", "bash", None, "ls")], id="quoted-name"),
    pytest.param("`echo python` -c x", [("inline", "python", None, "x")], id="backticks"),
    pytest.param("echo `python -c \\`echo x\\``", [("inline", "python", None, "x")], id="nested-backticks"),
    pytest.param("V=${W:-python}; $V -c \"${Q-x}\" ${Z:='y'}", [("inline", "python", None, "x")], id="defaults"),
    pytest.param("x() { python -c a; }; function y { python -c b; }; function z() { python -c c; }", [("inline", "python", None, code) for code in "abc"], id="functions"),
    pytest.param('a=(1 "$(python -c x)"); a+=(2); b=()', [("inline", "python", None, "x")], id="arrays"),
    pytest.param("if ! time a; then python -c b; elif c; then python -c d; else python -c e; fi", [("inline", "python", None, code) for code in "bde"], id="if"),
    pytest.param("for i in 1; do python -c b; done; while a; do python -c c; done; for ((i=0;i<2;i++)); do python -c d; done", [("inline", "python", None, code) for code in "bcd"], id="loops"),
    pytest.param("case $x in a|b) python -c 1;; (c) python -c 2;& d) python -c 3; esac; python -c 4", [("inline", "python", None, code) for code in "1234"], id="case"),
    pytest.param("y=$(case x in a) python -c 1;; esac); python -c 2", [("inline", "python", None, code) for code in "12"], id="case-in-substitution"),
    pytest.param("[[ a < b && ( c =~ x|y ) ]] && python -c 1; [ a ] && python -c 2", [("inline", "python", None, code) for code in "12"], id="tests"),
    pytest.param('(( x << 2 )); let y=1; echo $((1 << $(python -c 1))) "$((`python -c 2`))"; python -c 3', [("inline", "python", None, code) for code in "123"], id="arithmetic"),
    pytest.param("((python -c 1); python -c 2)", [("inline", "python", None, code) for code in "12"], id="two-subshells"),
    pytest.param("ls !(a|b) x@(c); python -c 1", [("inline", "python", None, "1")], id="globs"),
    pytest.param("echo 'a'#b; node --eval; dd if=a of=b; install a b; cat a | install; deno run; deno fmt a", [], id="nothing"),
    pytest.param("# python -c 1\necho a#b; python -c 2 # '", [("inline", "python", None, "2")], id="comments"),
    pytest.param("python \\\n  -c \\\n 1; echo a\\\nb", [("inline", "python", None, "1")], id="continued-lines"),
    pytest.param("a ) ; python -c 1; b } ; done ; esac; fi", [("inline", "python", None, "1")], id="stray-closers"),
    pytest.param("echo ${a[@]} ${#a} ${!b} ${c%\"x\"} ${d/'}'/$e} \"${f:-'}\" $1 $@ $; python -c 1", [("inline", "python", None, "1")], id="expansions"),
    pytest.param('echo $"x" a\\', [], id="translated-string"),
    pytest.param("a=1 b\\=c=2 \"d\"=3; >x; 'e'=1 f", [], id="assignments"),
    pytest.param("cat <&3 2>&1 >&- 2> e 3>f &>> g <> h >| i | python - < x", [], id="redirections"),
    pytest.param("export PATH=a; declare -r B='python -c'; $B x", [("inline", "python", None, "x")], id="declared"),
    pytest.param("A=py; A+=thon; $A -c x; B[1]=y; C+=z", [("inline", "python", None, "x")], id="appended-variable"),
    pytest.param("$PYTHON -c 'a'; \"$PY\" -c 'b'; ${MY_PYTHON_BIN} -c 'c'; $OTHER -c 'd'", [("inline", "python", None, code) for code in "abc"], id="name-tells"),
    pytest.param("$(which python3) -c 'a'; $(command -v python3) -c 'b'; which; $(which) c", [("inline", "python", None, code) for code in "ab"], id="which"),
    pytest.param("$ python -c 'a'\n% python -c 'b'\n$", [("inline", "python", None, code) for code in "ab"], id="prompts"),
    pytest.param("sudo ssh host 'ls'", [("inline", "bash", None, "ls")], id="sudo-ssh"),
    pytest.param("sudo sh sh sh sh sh python -c x", [], id="candidates-are-bounded"),
    pytest.param("coproc python -c x", [("inline", "python", None, "x")], id="coproc"),
    pytest.param("x='python -c'; eval $x y", [("inline", "bash", None, "python -c y"), ("inline", "python", None, "y")], id="eval-variable"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "expected"), INLINE)
def test_inline_code_is_found(command: str, expected: list[Row]) -> None:
    assert expected == rows(command)


WRITES = [
    pytest.param('echo "x = 1" > a.py', "x = 1\n", id="echo"),
    pytest.param("echo -n x > a.py; echo -ne '\\ty\\n' >> a.py", "x\ty\n", id="echo-flags"),
    pytest.param("echo -e 'a\\x41\\0101\\u00e9\\U0001F600\\\\b\\q\\101' > a.py", "aAA\u00e9\U0001f600\\b\\q\\101\n", id="echo-escapes"),
    pytest.param("echo -e 'a\\cb' c > a.py", "a", id="echo-cut"),
    pytest.param("echo -eE 'a\\tb' > a.py", "a\\tb\n", id="echo-last-flag-counts"),
    pytest.param("echo a  'b  c' \"d\" > a.py", "a b  c d\n", id="echo-words"),
    pytest.param("echo > a.py; echo x >> a.py", "\nx\n", id="blank-line"),
    pytest.param("echo x > a.py; echo y >> a.py; echo z >>a.py", "x\ny\nz\n", id="appends"),
    pytest.param("printf 'a\\n\\x41\\101\\0101\\xc3\\xa9\\u00e9%%' > a.py", "a\nAA\b1\u00e9\u00e9%", id="printf"),
    pytest.param("printf '%s=%d\\n' a 1 b > a.py", "a=1\nb=0\n", id="printf-again"),
    pytest.param("printf -- '%b%c%s' 'a\\tb\\101\\0101' xyz > a.py", "a\tbAAx", id="printf-letters"),
    pytest.param("printf '%bX' 'a\\cb' > a.py", "a", id="printf-cut"),
    pytest.param("printf '%5.2s|%(x)T|%-3d' abc > a.py", "abc|0|0", id="printf-width-left-out"),
    pytest.param("printf -v v 'x'; echo $v > a.py; printf", "x\n", id="printf-v"),
    pytest.param("echo $'a\\'b\\n\\x41\\cA\\?\\U7fffffff' > a.py", "a'b\nA\x01?\n", id="ansi"),
    pytest.param("echo $'a\\0b' > a.py", "a\n", id="ansi-nul"),
    pytest.param("echo a\\ b\\\"c'd'\"e\\$f\\g\" > a.py", 'a b"cde$f\\g\n', id="mixed-quotes"),
    pytest.param("echo 'it'\\''s' > a.py", "it's\n", id="quote-in-quotes"),
    pytest.param('cat <<< "x" > a.py', "x\n", id="here-string"),
    pytest.param("{ echo a; echo b; } > a.py", "a\nb\n", id="group"),
    pytest.param("( cd x; echo a; true ) > a.py", "a\n", id="subshell"),
    pytest.param("if x; then echo a; fi > a.py", "a\n", id="if"),
    pytest.param("for i in 1; do echo a; done >> a.py", "a\n", id="loop"),
    pytest.param("echo a | tee a.py", "a\n", id="tee"),
    pytest.param("echo a 1> a.py", "a\n", id="descriptor"),
    pytest.param("echo a &> a.py", "a\n", id="both"),
    pytest.param("echo a >& a.py", "a\n", id="both-old"),
    pytest.param("echo a | sponge a.py", "a\n", id="sponge"),
    pytest.param("echo a > b; cat b b > a.py", "a\na\n", id="copied"),
    pytest.param("echo a | cat - > a.py", "a\n", id="cat-dash"),
    pytest.param("echo a > b; x=$(<b); echo $x > a.py", "a\n", id="file-read"),
    pytest.param('x=a; echo "$x ${x} ${y:-$x}" > a.py', "a a a\n", id="variables"),
    pytest.param("cat <(echo a) > a.py", "a\n", id="process-substitution"),
    pytest.param("echo a | tr -d b | tr a b | tr -s b | tr b > a.py", "b\n", id="tr"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "text"), WRITES)
def test_written_files_are_found(command: str, text: str) -> None:
    assert [text] == [part.text for part in read(command).parts if part.path == "a.py"]


def test_a_line_by_line_file_is_one_part_with_its_way_back() -> None:
    command = 'echo \'import os\' > a.py && echo "os.system(\\"x\\")" >> a.py'
    (part,) = read(command).parts
    assert (part.origin, part.language, part.text) == ("file", "python", 'import os\nos.system("x")\n')
    assert mapped(part) == 'import osos.system("x")'


def test_a_tab_stripped_heredoc_is_mapped_by_line() -> None:
    (part,) = read("cat > a.py <<-EOF\n\tx\n\t\ty\n\tEOF\n").parts
    assert mapped(part) == "x\ny\n"
    assert [(run.start, run.outer, run.length) for run in part.stretches] == [(0, 19, 2), (2, 23, 2)]


def test_echo_with_line_ends_is_read_both_ways() -> None:
    # bash prints the backslash; zsh, the shell of macOS, and dash print a line end
    assert rows("echo 'import os\\nos.x()' > a.py") == [
        ("file", "python", "a.py", "import os\nos.x()\n"),
        ("file", "python", "a.py", "import os\\nos.x()\n"),
    ]
    assert rows("echo 'a\\nb' | python") == [
        ("inline", "python", None, "a\\nb\n"),
        ("inline", "python", None, "a\nb\n"),
    ]
    assert rows("echo 'print(\"a\\n\")' > a.py") == [("file", "python", "a.py", 'print("a\\n")\n')]


UNREAD = [
    pytest.param("curl https://x | sh", OUTSIDE, id="curl-sh"),
    pytest.param("bash <(curl https://x)", OUTSIDE, id="process"),
    pytest.param('bash -c "$(curl https://x)"', OUTSIDE, id="substitution"),
    pytest.param('python -c "$CODE"', OUTSIDE, id="variable"),
    pytest.param("echo $CODE | python", OUTSIDE, id="echoed-variable"),
    pytest.param('printf "$CODE" | sh', OUTSIDE, id="printed-variable"),
    pytest.param("base64 -d <<< $CODE | sh", OUTSIDE, id="encoded-variable"),
    pytest.param("cat a.b64 | base64 -d | sh", OUTSIDE, id="encoded-file"),
    pytest.param('eval "$(curl https://x)"', OUTSIDE, id="eval"),
    pytest.param("source <(curl x)", OUTSIDE, id="source"),
    pytest.param('A=; export B=$C; A=$D; sh -c "$A"', OUTSIDE, id="assigned-unknown"),
    pytest.param('declare C=$D; sh -c "$C"', OUTSIDE, id="declared-unknown"),
    pytest.param('read x; sh -c "$x"', OUTSIDE, id="read"),
    pytest.param("python -c x | sh", OUTSIDE, id="printed-by-an-interpreter"),
    pytest.param('eval "$(ssh-agent -s)"; source <(kubectl completion bash | cat)', OUTSIDE, id="completion-through-a-pipe"),
    pytest.param('eval "$(ssh-agent -s)"; eval "$(/opt/brew/bin/brew shellenv)"', "", id="known-hooks"),
    pytest.param('eval "$( (x) )"', OUTSIDE, id="group-is-no-hook"),
    pytest.param("cat run.sh | bash; bash run.sh; bash < run.sh; zcat dump.gz | psql", "", id="local-files"),
    pytest.param("find . | xargs python; ls | xargs -n1 bash -x; cat x | xargs -I{} foo", "", id="arguments-are-no-text"),
    pytest.param('bash -c "cd $DIR && make"', "", id="variable-among-words"),
    pytest.param("ls | grep x", "", id="plain"),
    pytest.param("cat > a.py <<EOF\nx\n", UNCLOSED, id="heredoc"),
    pytest.param("cat > a.py <<EOF\nEOFx", UNCLOSED, id="heredoc-near-end"),
    pytest.param("echo 'a", UNCLOSED, id="single"),
    pytest.param("echo '", UNCLOSED, id="single-at-end"),
    pytest.param('echo "a', UNCLOSED, id="double"),
    pytest.param("echo $'a", UNCLOSED, id="ansi"),
    pytest.param("echo `a", UNCLOSED, id="backtick"),
    pytest.param("echo $(a", UNCLOSED, id="substitution-open"),
    pytest.param("echo ${a:-b", UNCLOSED, id="brace"),
    pytest.param("( a", UNCLOSED, id="subshell"),
    pytest.param("if a; then b", UNCLOSED, id="if"),
    pytest.param("{ a; }", "", id="group-at-end"),
    pytest.param("if a; then b; fi", "", id="fi-at-end"),
    pytest.param("( { a; } )", "", id="group-in-subshell"),
    pytest.param("echo $((1+2))", "", id="arithmetic-at-end"),
    pytest.param("( { a; )", UNCLOSED, id="group-in-a-subshell-that-ends"),
    pytest.param("{", UNCLOSED, id="brace-alone"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "reason"), UNREAD)
def test_what_is_not_known_is_told(command: str, reason: str) -> None:
    assert reason == read(command).unread


def test_what_was_found_is_given_with_what_is_open() -> None:
    shell = read("python -c 'x'; cat > a.py <<EOF\ny")
    assert [part.text for part in shell.parts] == ["x", "y"]
    assert shell.unread == UNCLOSED
