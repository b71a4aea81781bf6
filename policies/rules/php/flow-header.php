<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.header
    mail($_POST['to'], 'hello', 'text');
    $head = 'From: ' . $_POST['from'];
    // ruleid: flow.php.header
    mail('a@example.com', 'hello', 'text', $head);
    // ruleid: flow.php.header
    mail('a@example.com', $_GET['subject'], 'text');
    // ok: flow.php.header
    mail('a@example.com', 'hello', $_POST['text']);
    // ok: flow.php.header
    mail('a@example.com', 'hello', 'text');
}
