def show
# ruleid: rules.ruby.raw-html
  @a = params[:bio].html_safe
# ruleid: rules.ruby.raw-html
  @b = "<b>#{user.name}</b>".html_safe
# ruleid: rules.ruby.raw-html
  render inline: "Hello #{params[:name]}"
# ruleid: rules.ruby.raw-html
  @d = raw(@post.body)
# ok: rules.ruby.raw-html
  @c = "<br>".html_safe
# ok: rules.ruby.raw-html
  render :show
# ok: rules.ruby.raw-html
  @e = sanitize(params[:bio])
end
# ok: rules.ruby.raw-html
label = text_field_tag("name", value).html_safe
