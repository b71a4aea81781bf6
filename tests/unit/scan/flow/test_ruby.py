"""Values followed through Ruby: names that may be methods, blocks, here documents, what guards and what cleans."""

from __future__ import annotations

import pytest

from proxy.model import ScanStatus, Severity
from proxy.scan.base import Prepared
from proxy.scan.flow.engine import FlowEngine

ENGINE = FlowEngine()
Q = "User.find_by_sql(q)"
START = "SELECT a FROM t WHERE n = "


def found(text: str) -> list[str]:
    return [each.rule_id.removeprefix("flow.ruby.") for each in ENGINE.scan(Prepared(text, "ruby")).findings]


def action(body: str) -> list[str]:
    return found(f"class PagesController < ApplicationController\n  def index\n{body}\n  end\nend\n")


FOLLOWED = {
    "assigned": f"n = params[:n]\nq = '{START}' + n\n{Q}",
    "several": f'a, n = 1, params[:n]\nq = "{START}#{{n}}"\n{Q}',
    "rest": f'a, *n = params[:n]\nq = "{START}#{{n}}"\n{Q}',
    "heredoc": f"q = <<~SQL.squish\n  {START}'#{{params[:n]}}'\nSQL\n{Q}",
    "two-heredocs": f"f(<<~A, <<~B)\n  #{{1}}\nA\n  x\nB\nq = <<~SQL\n  {START}'#{{params[:n]}}'\nSQL\n{Q}",
    "appended": f"q = +'{START}'\nq << params[:n]\n{Q}",
    "added": f"q = '{START}'\nq += params[:n]\n{Q}",
    "format": f"q = '{START}%s' % params[:n]\n{Q}",
    "format-of-list": f"q = '{START}%d OR %s' % [1, params[:n]]\n{Q}",
    "sprintf": f"q = format('{START}%s', params[:n])\n{Q}",
    "chained-strings": f"q = '{START}' \"#{{params[:n]}}\"\n{Q}",
    "default": f"n = params[:n] || 'x'\nq = '{START}' + n\n{Q}",
    "conditional": f"n = params[:n] ? params[:n] : 'x'\nq = '{START}' + n\n{Q}",
    "or-equals": f"n ||= params[:n]\nq = '{START}' + n\n{Q}",
    "if-value": f"n = if x then params[:n] else 'a' end\nq = '{START}' + n\n{Q}",
    "unless": f"unless x\n  n = params[:n]\nelse\n  n = 'a'\nend\nq = '{START}' + n\n{Q}",
    "elsif": f"n = 'a'\nif x\n  y\nelsif z\n  n = params[:n]\nend\nq = '{START}' + n\n{Q}",
    "modifier": f"q = '{START}1'\nq = '{START}' + params[:n] if params[:n]\n{Q}",
    "while": f"q = '{START}'\nwhile x do\n  q << params[:n]\nend\n{Q}",
    "until": f"q = '{START}'\nq << params[:n] until x\n{Q}",
    "for": f"q = '{START}'\nfor n in params[:l] do\n  q << n\nend\n{Q}",
    "each": f"q = '{START}'\nparams[:l].each do |n|\n  q << n\nend\n{Q}",
    "pairs": f"q = '{START}'\nparams[:l].each do |(k, v)|\n  q << k\nend\n{Q}",
    "map": f"l = params[:l].map {{ |n| \"{START}'#{{n}}'\" }}\nUser.find_by_sql(l.join(' OR '))",
    "list": f"l = ['{START}']\nl << params[:n]\nUser.find_by_sql(l.join(' '))",
    "hash": f"h = {{ q: '{START}' + params[:n], 'b' => 1, c => 2, **d }}\nUser.find_by_sql(h[:q])",
    "begin": f"begin\n  q = '{START}' + params[:n]\nrescue Error => e\n  raise\nensure\n  close\nend\n{Q}",
    "rescue-modifier": f"n = params[:n] rescue 'a'\nq = '{START}' + n\n{Q}",
    "case": f"case x\nwhen 'a' then n = params[:n]\nelse n = 'a'\nend\nq = '{START}' + n\n{Q}",
    "lambda": f"f = ->(n) {{ '{START}' + n }}\nUser.find_by_sql(f.call(params[:n]))",
    "proc": f"f = proc {{ |n| '{START}' + n }}\nUser.find_by_sql(f.(params[:n]))",
    "method": f"User.find_by_sql(query_of(params[:n]))\nend\ndef query_of(n)\n  '{START}' + n",
    "method-with-return": f"User.find_by_sql(query_of(params[:n]))\nend\ndef query_of(n)\n  return '{START}' + n if n\n  ''",
    "method-with-rescue": f"User.find_by_sql(query_of(params[:n]))\nend\ndef query_of(n)\n  '{START}' + n\nrescue Error\n  ''",
    "private-method": f"User.find_by_sql(query_of(params[:n]))\nend\nprivate def query_of(n)\n  '{START}' + n",
    "own-method": f"User.find_by_sql(self.query_of(params[:n]))\nend\ndef query_of(n = 'x')\n  '{START}' + n",
    "method-without-arguments": f"User.find_by_sql('{START}' + name)\nend\ndef name\n  params[:n]",
    "instance-variable": f"@n = params[:n]\nUser.find_by_sql('{START}' + @n)",
    "reader": f"self.n = params[:n]\nUser.find_by_sql('{START}' + n)\nend\nattr_accessor :n\ndef x",
    "safe-navigation": f"n = params&.fetch(:n)\nUser.find_by_sql('{START}' + n)",
    "permitted": f"n = params.require(:u).permit(:n)[:n]\nUser.find_by_sql('{START}' + n)",
    "global": f"$n = params[:n]\nUser.find_by_sql('{START}' + $n)",
    "conditions": "User.all(:conditions => \"n = '#{params[:n]}'\")",
    "connection": f"ActiveRecord::Base.connection.execute('{START}' + params[:n])",
}


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in FOLLOWED.items()])
def test_a_value_from_outside_is_followed(body: str) -> None:
    assert "sql" in action(body)


HARMLESS = {
    "constant": f"n = 'a'\nUser.find_by_sql('{START}' + n)",
    "parameter": "User.where('n = ?', params[:n])",
    "hash": "User.where(n: params[:n])",
    "number": f'n = params[:n].to_i\nUser.find_by_sql("{START}#{{n}}")',
    "converted": f'n = Integer(params[:n])\nUser.find_by_sql("{START}#{{n}}")',
    "quoted": f"n = User.connection.quote(params[:n])\nUser.find_by_sql('{START}' + n)",
    "listed": f"return unless %w[a b].include?(params[:n])\nUser.find_by_sql('{START}' + params[:n])",
    "listed-by-value": f"return unless params[:n].in?(%w[a b])\nUser.find_by_sql('{START}' + params[:n])",
    "matched": f"raise Error unless params[:n] =~ /\\A\\w+\\z/\nUser.find_by_sql('{START}' + params[:n])",
    "not-matched": f"if params[:n] !~ /\\A\\w+\\z/\n  return\nend\nUser.find_by_sql('{START}' + params[:n])",
    "compared": f"n = params[:n] == 'a' ? 'a' : 'b'\nUser.find_by_sql('{START}' + n)",
    "case": f"case params[:n]\nwhen 'a', 'b' then User.find_by_sql('{START}' + params[:n])\nend",
    "table": f"n = {{ 'a' => 'x' }}[params[:n]]\nUser.find_by_sql(\"{START}#{{n}}\")",
    "fetched": f"n = {{ 'a' => 'x' }}.fetch(params[:n])\nUser.find_by_sql(\"{START}#{{n}}\")",
    "found": f'user = User.find(params[:id])\nUser.find_by_sql("{START}#{{user.id}}")',
    "own-helper": f'User.find_by_sql("{START}#{{table}}")',
    "file": f"q = File.read('a.sql')\n{Q}",
    "raw-heredoc": f"q = <<~'SQL'\n  {START}'#{{x}}'\nSQL\n{Q}",
}


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in HARMLESS.items()])
def test_a_harmless_value_is_let_be(body: str) -> None:
    assert "sql" not in action(body)


def test_a_constructor_and_a_class_of_the_text() -> None:
    text = (
        "class Store\n  def initialize(db)\n    @db = db\n  end\n  def self.find(n)\n    User.find_by_sql('SELECT a FROM t WHERE n = ' + n)\n  end\n"
        "  class << self\n    def other; end\n  end\n  def rows(n)\n    @db.query(\"SELECT a FROM t WHERE n = '#{n}'\")\n  end\nend\n"
        "get '/' do\n  Store.find(params['n'])\n  Store.new(DB).rows(params['n'])\nend\n"
    )
    severities = [each.severity for each in ENGINE.scan(Prepared(text, "ruby")).findings]
    assert severities == [Severity.HIGH, Severity.HIGH]


def test_a_parameter_counts_where_a_text_was_built_around_it() -> None:
    text = "module Names\n  def self.ls(name)\n    `ls #{name}`\n    system(name)\n  end\nend\n"
    (finding,) = ENGINE.scan(Prepared(text, "ruby")).findings
    assert (finding.severity, finding.span.line) == (Severity.MEDIUM, 3)
    assert finding.message == "Command injection: `name` reaches `backtick`"


@pytest.mark.parametrize(
    "text",
    [
        "def f\n  " + "[" * 400 + "]" * 400 + "\n  system(x)\nend\n",
        "q = " + " + ".join(f"'a{n}'" for n in range(900)) + "\nsystem(q + params[:x])\n",
        "x = <<A + <<B\n#{1}\nA\nsystem(params[:x])\n",
        "def f(\nsystem params[:x]\nclass\nend end end\n",
        "case x\nin {a: Integer => b} if b > 1 then system(b)\nin [*, c]\n  c\nend\n",
        "f(*a, **b, &c)\nsuper\nyield 1\nredo\nBEGIN { system(1) }\n__END__\nx\n",
        "a.b ||= 1\na[1] += 2\na&.b = 3\n(a, b), c = d\nsystem(a)\n",
        '-> { system(_1) }\nloop { |*| break }\nwhen_x = %i[a b] + %w[c d]\nsystem(:"a b")\n',
    ],
)
def test_odd_texts_end(text: str) -> None:
    result = ENGINE.scan(Prepared(text, "ruby"))
    assert result.status in {ScanStatus.COMPLETE, ScanStatus.PARTIAL, ScanStatus.UNPARSED, ScanStatus.FAILED}
