<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.redirect
    header('Location: ' . $_GET['next']);
    $to = $_POST['to'];
    // ruleid: flow.php.redirect
    header("Location: $to");
    // ruleid: flow.php.redirect
    header('Location: https://' . $_GET['host']);
    // ok: flow.php.redirect
    header('Location: /users/' . $_GET['id']);
    // ok: flow.php.redirect
    header('Location: /login');
}
