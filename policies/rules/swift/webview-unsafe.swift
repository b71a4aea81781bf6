// ruleid: rules.swift.webview-unsafe
webView.evaluateJavaScript("show('\(name)')")
// ruleid: rules.swift.webview-unsafe
webView.loadHTMLString("<p>" + body + "</p>", baseURL: nil)
// ruleid: rules.swift.webview-unsafe
config.preferences.setValue(true, forKey: "allowFileAccessFromFileURLs")
// ok: rules.swift.webview-unsafe
webView.evaluateJavaScript("reload()")
// ok: rules.swift.webview-unsafe
webView.load(URLRequest(url: url))
