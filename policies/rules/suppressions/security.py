# ruleid: suppressions.security
run(command)  # no{{}}sec
# ruleid: suppressions.security
key = load()  # pragma: allowlist{{}} secret
# ok: suppressions.security
value = compute()  # noqa: E501
# ok: suppressions.security
marker = "no{{}}sec"
# --- case: security.js
// ruleid: suppressions.security
eval(text); // nosem{{}}grep
// ok: suppressions.security
debugger; // eslint-disable-line no-debugger
