class A {
  void f(String expr) throws Exception {
// ruleid: rules.java.script-engine
    Object r = engine.eval(expr);
// ruleid: rules.java.script-engine
    Object g = new GroovyShell().evaluate(script);
// ruleid: rules.java.script-engine
    Expression e = new SpelExpressionParser().parseExpression(request.getParameter("e"));
// ok: rules.java.script-engine
    Object c = engine.eval("1 + 1");
// ok: rules.java.script-engine
    Expression k = parser.parseExpression("name");
  }
}
