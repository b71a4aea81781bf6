<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.xpath
    $document->xpath("//user[@name='" . $_GET['name'] . "']");
    $path = "//user[@id='{$_GET['id']}']";
    // ruleid: flow.php.xpath
    $xpath->query($path);
    // ruleid: flow.php.xpath
    $xpath->evaluate('//' . $_POST['tag'] . '/text()');
    // ok: flow.php.xpath
    $document->xpath('//user');
    // ok: flow.php.xpath
    $xpath->query('//user[' . intval($_GET['n']) . ']');
}
