// ruleid: rules.javascript.html-built
el.innerHTML = "<b>" + user.name + "</b>";
// ruleid: rules.javascript.html-built
document.write(`<p>${location.hash}</p>`);
// ruleid: rules.javascript.html-built
$("#out").html("<li>" + item + "</li>");
// ruleid: rules.javascript.html-built
div.insertAdjacentHTML("beforeend", `<img src=${url}>`);
// ok: rules.javascript.html-built
el.textContent = user.name;
// ok: rules.javascript.html-built
el.innerHTML = "<b>fixed</b>";
// ok: rules.javascript.html-built
el.innerHTML = DOMPurify.sanitize(`<b>${name}</b>`);
// ok: rules.javascript.html-built
el.innerHTML = "";
