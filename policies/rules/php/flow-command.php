<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.command
    system('ping ' . $_GET['host']);
    $file = $_POST['file'];
    // ruleid: flow.php.command
    exec("tar cf $file");
    // ruleid: flow.php.command
    $out = `ls {$_GET['folder']}`;
    // ok: flow.php.command
    system('ls -l');
    // ok: flow.php.command
    exec('ping ' . escapeshellarg($_GET['host']));
}
