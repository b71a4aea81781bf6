// ruleid: rules.javascript.html-from-variable
row.innerHTML = label;
// ruleid: rules.javascript.html-from-variable
$("#x").html(thisLabel);
// ruleid: rules.javascript.html-from-variable
heading.innerHTML = "Search results for: " + query;
// ok: rules.javascript.html-from-variable
row.textContent = label;
// ok: rules.javascript.html-from-variable
row.innerHTML = "<b>x</b>";
