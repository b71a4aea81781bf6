<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.xxe
    simplexml_load_string($_POST['xml'], 'SimpleXMLElement', LIBXML_NOENT);
    $text = $_POST['xml'];
    // ruleid: flow.php.xxe
    simplexml_load_string($text, 'SimpleXMLElement', LIBXML_DTDLOAD);
    // ruleid: flow.php.xxe
    $document->loadXML($_POST['xml'], LIBXML_NOENT);
    // ok: flow.php.xxe
    simplexml_load_string($_POST['xml']);
    // ok: flow.php.xxe
    $document->loadXML($_POST['xml'], LIBXML_NONET);
}
