<?php
// ruleid: rules.php.xml-external-entities
$doc->loadXML($text, LIBXML_NOENT | LIBXML_DTDLOAD);
// ruleid: rules.php.xml-external-entities
$x = simplexml_load_string($text, 'SimpleXMLElement', LIBXML_NOENT);
// ruleid: rules.php.xml-external-entities
libxml_disable_entity_loader(false);
// ok: rules.php.xml-external-entities
$doc->loadXML($text, LIBXML_NONET);
// ok: rules.php.xml-external-entities
libxml_disable_entity_loader(true);
