// ruleid: rules.javascript.user-controlled-selector
$(window.location.hash).show();
// ruleid: rules.javascript.user-controlled-selector
window.location.href = new URLSearchParams(location.search).get("next");
// ruleid: rules.javascript.user-controlled-selector
location.replace(params.get("redirect"));
// ok: rules.javascript.user-controlled-selector
$("#menu").show();
// ok: rules.javascript.user-controlled-selector
window.location.href = "/home";
// ok: rules.javascript.user-controlled-selector
$(function () { show(window.location.hash); });
