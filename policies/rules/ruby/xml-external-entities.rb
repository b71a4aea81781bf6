# ruleid: rules.ruby.xml-external-entities
doc = Nokogiri::XML(text) { |c| c.noent }
# ruleid: rules.ruby.xml-external-entities
d2 = Nokogiri::XML(text, nil, nil, Nokogiri::XML::ParseOptions::NOENT)
# ruleid: rules.ruby.xml-external-entities
LibXML::XML.default_substitute_entities = true
# ok: rules.ruby.xml-external-entities
d3 = Nokogiri::XML(text)
# ok: rules.ruby.xml-external-entities
d4 = Nokogiri::XML(text) { |c| c.strict }
