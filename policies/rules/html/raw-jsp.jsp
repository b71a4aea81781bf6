<!-- ruleid: rules.html.raw-jsp -->
<h1>Results for <%= request.getParameter("q") %></h1>
<!-- ruleid: rules.html.raw-jsp -->
<p>Hello ${param.name}</p>
<!-- ruleid: rules.html.raw-jsp -->
<c:out value="${comment.body}" escapeXml="false"/>
<!-- ruleid: rules.html.raw-jsp -->
<input name="q" value="<%= request.getParameter("q") %>">
<!-- ok: rules.html.raw-jsp -->
<c:out value="${param.name}"/>
<!-- ok: rules.html.raw-jsp -->
<p>Hello ${fn:escapeXml(param.name)}</p>
<!-- ok: rules.html.raw-jsp -->
<p><%= Encode.forHtml(request.getParameter("q")) %></p>
