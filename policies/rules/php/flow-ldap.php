<?php
function page($pdo, $link, $document, $xpath) {
    // ruleid: flow.php.ldap
    ldap_search($link, 'dc=x', '(uid=' . $_GET['uid'] . ')');
    $filter = "(cn={$_POST['cn']})";
    // ruleid: flow.php.ldap
    ldap_search($link, 'dc=x', $filter);
    // ruleid: flow.php.ldap
    ldap_list($link, 'ou=' . $_GET['unit'] . ',dc=x', '(a=b)');
    // ok: flow.php.ldap
    ldap_search($link, 'dc=x', '(uid=root)');
    // ok: flow.php.ldap
    ldap_search($link, 'dc=x', '(uid=' . ldap_escape($_GET['uid']) . ')');
}
