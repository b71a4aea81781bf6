def import
  # ruleid: flow.ruby.xxe
  Nokogiri::XML(request.body.read, nil, nil, Nokogiri::XML::ParseOptions::NOENT)
  text = params[:document]
  # ruleid: flow.ruby.xxe
  Nokogiri::XML::Document.parse(text, nil, nil, Nokogiri::XML::ParseOptions::DTDLOAD)
  # ruleid: flow.ruby.xxe
  Nokogiri::XML(params[:xml], nil, "UTF-8", Nokogiri::XML::ParseOptions::NOENT)
  # ok: flow.ruby.xxe
  Nokogiri::XML(params[:document])
  # ok: flow.ruby.xxe
  Nokogiri::XML(File.read("a.xml"), nil, nil, Nokogiri::XML::ParseOptions::NOENT)
end
