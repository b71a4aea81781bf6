def user(document)
  # ruleid: flow.ruby.xpath
  document.xpath("//user[@name='#{params[:name]}']")
  path = "//user[@id='" + params[:id] + "']"
  # ruleid: flow.ruby.xpath
  document.at_xpath(path)
  # ruleid: flow.ruby.xpath
  REXML::XPath.first(document, "//user[@mail='#{params[:mail]}']")
  # ok: flow.ruby.xpath
  document.xpath("//user[@name=$name]", nil, name: params[:name])
  # ok: flow.ruby.xpath
  document.xpath("//user[@id='#{params[:id].to_i}']")
end
