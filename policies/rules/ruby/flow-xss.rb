module PagesHelper
  def title
    # ruleid: flow.ruby.xss
    "<h1>#{params[:title]}</h1>".html_safe
  end

  def link
    text = params[:text]
    # ruleid: flow.ruby.xss
    raw("<a>" + text + "</a>")
  end

  def old
    # ruleid: flow.ruby.xss
    render text: "<b>#{params[:name]}</b>"
    # ok: flow.ruby.xss
    "<b>#{h(params[:name])}</b>".html_safe
    # ok: flow.ruby.xss
    raw("<b>" + ERB::Util.html_escape(params[:name]) + "</b>")
    # ok: flow.ruby.xss
    "<b>bold</b>".html_safe
  end
end
