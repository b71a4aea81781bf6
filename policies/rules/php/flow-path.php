<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.path
    readfile('files/' . $_GET['name']);
    $file = "files/{$_GET['file']}";
    // ruleid: flow.php.path
    $text = file_get_contents($file);
    // ruleid: flow.php.path
    unlink($_POST['old']);
    // ok: flow.php.path
    readfile('files/' . basename($_GET['name']));
    // ok: flow.php.path
    readfile('settings.json');
    if (!in_array($_GET['known'], ['a', 'b'], true)) { exit; }
    // ok: flow.php.path
    readfile($_GET['known']);
}
