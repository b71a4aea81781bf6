<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.code
    eval($_POST['code']);
    $text = 'return ' . $_GET['sum'] . ';';
    // ruleid: flow.php.code
    eval($text);
    // ruleid: flow.php.code
    call_user_func($_GET['action']);
    // ok: flow.php.code
    eval('return 1;');
    if (!in_array($_GET['action'], ['list', 'show'], true)) { exit; }
    // ok: flow.php.code
    call_user_func($_GET['action']);
}
