<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.deserialization
    $cart = unserialize($_COOKIE['cart']);
    $text = base64_decode($_POST['state']);
    // ruleid: flow.php.deserialization
    $state = unserialize($text);
    // ruleid: flow.php.deserialization
    $more = unserialize($_GET['more']);
    // ok: flow.php.deserialization
    $cart = unserialize($_COOKIE['cart'], ['allowed_classes' => false]);
    // ok: flow.php.deserialization
    $state = json_decode($_POST['state'], true);
    // ok: flow.php.deserialization
    $known = unserialize('a:0:{}');
}
