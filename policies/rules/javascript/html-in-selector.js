// ruleid: rules.javascript.html-in-selector
var row = $("<td>" + elem.name + "</td>");
// ruleid: rules.javascript.html-in-selector
const a = jQuery(`<option value="${v}">`);
// ruleid: rules.javascript.html-in-selector
$('<li class="x">' + item + '</li>').appendTo(list);
// ok: rules.javascript.html-in-selector
$("<td/>").text(elem.name);
// ok: rules.javascript.html-in-selector
$("#a" + id).show();
